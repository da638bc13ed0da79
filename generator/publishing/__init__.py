"""Publishing a site to a folder: built and verified first, then there at once, the last ones kept.

Beside a target `site` stand `.site.kept` (sites that were published before, closed to others, and
the list of what was live when), `.site.lock`, and for a moment what is being made.
"""

from generator.publishing.publish import Live, publish, step
from generator.publishing.recipes import recipe

__all__ = ["Live", "publish", "recipe", "step"]
