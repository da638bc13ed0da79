"""A new site for another body, and a new year for a site that there is: files to start from."""

from generator.starter.edition import Prepared, new_edition
from generator.starter.site import Answers, fault_of, new_site, refusal_of

__all__ = ["Answers", "Prepared", "fault_of", "new_edition", "new_site", "refusal_of"]
