/* A chart's values one by one: by arrow keys, spoken by a live region, or by pointer and touch.
   What is said was made from the data when the page was built (charts/telling.py). */
(function () {
  "use strict";

  var words = document.currentScript.dataset;
  var live = document.createElement("p");
  var PAD = 9;
  var LINE = 19;

  function element(name, attributes, home) {
    var made = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    return home.appendChild(made);
  }

  /* Every value in the order of the axis: its mark, and the place (year, group) it belongs to. */
  function pointsOf(svg, data) {
    var used = {};
    var found = [];
    data.slots.forEach(function (slot, place) {
      slot[3].forEach(function (said) {
        var id = said[0] + " " + slot[0];
        var same = Array.prototype.filter.call(svg.querySelectorAll("[data-" + said[0] + "]"),
          function (mark) { return mark.getAttribute("data-key") === slot[0]; });
        var mark = same[used[id] = id in used ? used[id] + 1 : 0];
        if (mark) { found.push({ mark: mark, slot: slot, place: place, said: said }); }
      });
    });
    return found;
  }

  /* Where a mark is drawn, in pixels of the chart. */
  function box(mark, svg) {
    var own = svg.getBoundingClientRect();
    var parts = mark.querySelectorAll("circle, .pk, .pd");
    var all = Array.prototype.map.call(parts.length ? parts : [mark], function (part) {
      return part.getBoundingClientRect();
    });
    var x = Math.min.apply(null, all.map(function (one) { return one.left; })) - own.left;
    var y = Math.min.apply(null, all.map(function (one) { return one.top; })) - own.top;
    var right = Math.max.apply(null, all.map(function (one) { return one.right; })) - own.left;
    var low = Math.max.apply(null, all.map(function (one) { return one.bottom; })) - own.top;
    return { x: x, y: y, w: right - x, h: low - y, cx: (x + right) / 2, cy: (y + low) / 2 };
  }

  function linesOf(point, data) {
    var title = data.panels[point.slot[1]][0];
    return [[point.slot[2], "b"]].concat(
      point.slot[3].map(function (said) { return [said[1], said === point.said ? "b" : ""]; }),
      point.slot[4].map(function (line) { return [line, ""]; }),
      title ? [[title, "s"]] : []
    );
  }

  /* Letters in lines no wider than there is room; returns the width of the widest. */
  function write(home, lines, room) {
    var widest = 0;
    var y = PAD + 12;
    lines.forEach(function (line) {
      var text = element("text", { x: PAD, y: y, "class": line[1] }, home);
      var kept = "";
      line[0].split(" ").forEach(function (word) {
        text.textContent = kept ? kept + " " + word : word;
        if (kept && text.getComputedTextLength() > room) {
          text.textContent = kept;
          widest = Math.max(widest, text.getComputedTextLength());
          y += LINE;
          text = element("text", { x: PAD, y: y, "class": line[1] }, home);
          text.textContent = kept = word;
        } else {
          kept = text.textContent;
        }
      });
      widest = Math.max(widest, text.getComputedTextLength());
      y += LINE;
    });
    return [widest + 2 * PAD, y - 12 + 2];
  }

  function place(at, size, svg) {
    var own = svg.getBoundingClientRect();
    var x = at.x + at.w + 12;
    var y = Math.max(0, Math.min(at.cy - size[1] / 2, own.height - size[1]));
    if (x + size[0] > own.width) { x = at.x - 12 - size[0]; }
    if (x < 0) {
      x = Math.max(0, Math.min(at.cx - size[0] / 2, own.width - size[0]));
      y = at.y - 12 - size[1] >= 0 ? at.y - 12 - size[1] : at.y + at.h + 12;
    }
    return "translate(" + x + " " + y + ")";
  }

  function begin(holder) {
    var data = JSON.parse(holder.textContent);
    var home = document.getElementById(holder.id.replace(/points$/, "hinh"));
    var svg = home.querySelector("svg.ch");
    var points = pointsOf(svg, data);
    var upright = data.form === "upright";
    var hint = document.createElement("p");
    var desc = svg.querySelector("desc");
    var readout = null;
    var now = null;

    function hide() {
      if (readout) { readout.remove(); }
      readout = now = null;
    }

    function show(point) {
      var at = box(point.mark, svg);
      var inner, size, ground;
      hide();
      now = point;
      readout = element("g", { "class": "rd", "aria-hidden": "true" }, svg);
      element("rect", { "class": "ring", x: at.x - 5, y: at.y - 5, width: at.w + 10,
        height: at.h + 10, rx: point.mark.querySelector("circle") ? at.w / 2 + 5 : 4 }, readout);
      inner = element("g", {}, readout);
      ground = element("rect", { "class": "readout", rx: 3 }, inner);
      size = write(inner, linesOf(point, data),
        Math.min(260, svg.getBoundingClientRect().width - 2 * PAD - 2));
      ground.setAttribute("width", size[0]);
      ground.setAttribute("height", size[1]);
      inner.setAttribute("transform", place(at, size, svg));
    }

    function speak(before) {
      var slot = now.slot;
      var moved = !before || before.place !== now.place;
      var crossed = before && before.slot[1] !== slot[1] && data.panels[slot[1]][1];
      var lines = moved
        ? slot[3].map(function (said) { return said[1]; }).concat(slot[4])
        : [now.said[1]];
      live.textContent = (crossed ? crossed + ". " : "") + slot[2] + ", " + lines.join("; ") + ".";
    }

    /* To the next place with a value: the same kind of value if it has one. */
    function along(step) {
      var to = now ? now.place + step : step > 0 ? 0 : data.slots.length - 1;
      var there = points.filter(function (point) { return point.place === to; });
      return there.filter(function (point) {
        return now && point.said[0] === now.said[0];
      })[0] || there[0];
    }

    /* Between the values of one place, the higher above; where places stand one below the other,
       through all that is drawn. */
    function across(step) {
      var own, order;
      if (!now) { return points[0]; }
      if (data.form === "groups") { return along(step); }
      own = upright ? points.filter(function (point) { return point.place === now.place; }) : points;
      order = upright ? own.slice().sort(function (one, two) {
        return box(one.mark, svg).cy - box(two.mark, svg).cy;
      }) : own;
      return order[order.indexOf(now) + step];
    }

    function within(step) {
      return data.form === "groups" && now && now.slot[3].length > 1
        ? points[points.indexOf(now) + step] : along(step);
    }

    svg.addEventListener("keydown", function (event) {
      var before = now;
      var to = {
        ArrowLeft: function () { return within(-1); },
        ArrowRight: function () { return within(1); },
        ArrowUp: function () { return across(-1); },
        ArrowDown: function () { return across(1); },
        Home: function () { return points[0]; },
        End: function () { now = null; return along(-1); }
      }[event.key];
      if (event.ctrlKey || event.altKey || event.metaKey) { return; }
      if (event.key === "Escape" && now) {
        hide();
        live.textContent = "";
      } else if (to) {
        event.preventDefault();
        to = to();
        now = before;
        if (to && to !== before) {
          show(to);
          speak(before);
        }
      }
    });
    svg.addEventListener("blur", hide);

    function point(event) {
      var own = svg.getBoundingClientRect();
      var x = event.clientX - own.left;
      var y = event.clientY - own.top;
      var best = null;
      points.forEach(function (one) {
        var at = box(one.mark, svg);
        var far = upright ? [Math.abs(at.cx - x), Math.abs(at.cy - y)]
          : [Math.max(at.y - y, y - at.y - at.h, 0), Math.abs(at.x + at.w - x)];
        if (!best || far[0] < best[0] - 1 || (far[0] < best[0] + 1 && far[1] < best[1])) {
          best = far.concat([one]);
        }
      });
      if (best && best[2] !== now) { show(best[2]); }
    }
    svg.addEventListener("pointermove", point);
    svg.addEventListener("pointerdown", point);
    svg.addEventListener("pointerleave", function (event) {
      if (event.pointerType === "mouse" && document.activeElement !== svg) { hide(); }
    });
    document.addEventListener("pointerdown", function (event) {
      if (!svg.contains(event.target)) { hide(); }
    });
    window.addEventListener("resize", hide);

    hint.id = holder.id + "-keys";
    hint.className = "keys";
    hint.textContent = words.keys;
    svg.insertAdjacentElement("afterend", hint);
    desc.id = holder.id + "-desc";
    svg.setAttribute("tabindex", "0");
    svg.setAttribute("role", "application");
    svg.setAttribute("aria-roledescription", words.role);
    svg.setAttribute("aria-describedby", hint.id + " " + desc.id);
  }

  live.className = "vh";
  live.setAttribute("role", "status");
  document.body.appendChild(live);
  Array.prototype.forEach.call(
    document.querySelectorAll("script[id$='-points']"), begin);
})();
