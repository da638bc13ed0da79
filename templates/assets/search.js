/* The search page: the index is loaded when the page is opened, and what answers is listed. */
(function () {
  "use strict";

  var find = window.nienGiamFind;
  var place = document.getElementById("tim");
  var words = JSON.parse(document.getElementById("tim-chu").textContent);
  var root = place.dataset.root;
  var KINDS = ["indicators", "interviews", "editions", "pages"];
  var FIRST = 8;
  var MORE = 40;
  var SNIPPET = 190;
  var SVG = "http://www.w3.org/2000/svg";
  var lookup = null;
  var query = null;
  var failed = false;
  var timer = 0;
  var box, status, list;

  function make(tag, className, text) {
    var element = document.createElement(tag);
    if (className) { element.className = className; }
    if (text) { element.textContent = text; }
    return element;
  }

  function say(key, values) {
    return words[key].replace(/\{(\w+)\}/g, function (gap, name) {
      return name in values ? values[name] : gap;
    });
  }

  function marked(element, text, most) {
    text.pieces(query, lookup.index.number, most).forEach(function (piece) {
      if (piece[0]) {
        element.appendChild(piece[1] ? make("mark", "", piece[0]) :
          document.createTextNode(piece[0]));
      }
    });
    return element;
  }

  /* ---- One hit ---- */

  function link(address, className) {
    var element = make("a", className || "hit");
    element.href = root + address;
    return element;
  }

  function shape(verdict, isFirm) {
    var svg = document.createElementNS(SVG, "svg");
    var use = document.createElementNS(SVG, "use");
    use.setAttribute("href", "#v-" + verdict + (isFirm || verdict === "none" ? "" : "-soft"));
    svg.setAttribute("class", "i");
    svg.setAttribute("aria-hidden", "true");
    svg.appendChild(use);
    return svg;
  }

  function verdict(figure) {
    var mark = lookup.index.marks[figure.m];
    var element = make("span", "v v-" + mark[0]);
    element.appendChild(shape(mark[0], mark[1]));
    element.appendChild(make("span", "", mark[2]));
    return element;
  }

  function period(figure) { return (figure.n ? figure.n + "\u2013" : "") + figure.year; }

  /* What stands beside a value: measure, period, status, basis, whether it was replaced. */
  function circumstances(figure) {
    var index = lookup.index;
    var parts = [index.measures[figure.plan ? 0 : 1] + " " + period(figure)];
    if (figure.s && !(figure.m !== undefined)) { parts.push(index.statuses[figure.s]); }
    if (figure.b) { parts.push(index.bases[figure.b]); }
    if (figure.old) { parts.push(words.old); }
    return parts.join(", ");
  }

  function value(figure, entry) {
    return make("b", figure.plan ? "val-plan" : "val-actual", lookup.said(figure, entry));
  }

  function judged(line, figure) {
    if (figure.m === undefined) { return line; }
    line.appendChild(document.createTextNode(" "));
    line.appendChild(verdict(figure));
    if (figure.c) {
      var percent = find.said(figure.c, lookup.index.number);
      line.appendChild(make("span", "formula", say("percent", { percent: percent })));
    }
    return line;
  }

  /* An indicator's own line: its name, and the figure that stands for it. */
  function whole(hit) {
    var entry = hit.entry;
    var item = make("li");
    var figures = lookup.figures(entry);
    var figure = figures[entry.shown];
    item.appendChild(marked(link(lookup.address(entry)), entry.name));
    if (figure) {
      var line = make("p", "hit-figure");
      line.appendChild(value(figure, entry));
      line.appendChild(make("span", "hit-when", circumstances(figure)));
      judged(line, figure);
      var drawn = trend(figures, figure);
      if (drawn) { item.insertBefore(drawn, item.firstChild); }
      item.appendChild(line);
    }
    beside(item, entry);
    return item;
  }

  /* The figure itself: what was asked for stands first, and leads to its own address. */
  function single(hit, figure) {
    var entry = hit.entry;
    var item = make("li");
    var main = link(lookup.address(entry, figure));
    main.appendChild(value(figure, entry));
    main.appendChild(document.createTextNode(" "));
    marked(main, entry.name);
    if (figure.g !== undefined) {
      main.appendChild(document.createTextNode(" ("));
      marked(main, lookup.groups[figure.g]);
      main.appendChild(document.createTextNode(")"));
    }
    item.appendChild(main);
    var line = make("p", "hit-figure");
    line.appendChild(make("span", "hit-when", circumstances(figure)));
    item.appendChild(judged(line, figure));
    beside(item, entry);
    return item;
  }

  /* The topic; the other language's name or the definition where that is what was found. */
  function beside(item, entry) {
    var line = make("p", "hit-beside");
    var own = lookup.index.number;
    if (entry.topic.text) { marked(line, entry.topic); }
    [entry.other, entry.definition].forEach(function (text) {
      var asked = text.marks(query, own).length && !entry.name.marks(query, own).length;
      if (!text.text || !asked) { return; }
      line.appendChild(document.createTextNode(" · "));
      marked(line, text, SNIPPET);
    });
    if (line.firstChild) { item.appendChild(line); }
  }

  function section(hit) {
    var entry = hit.entry;
    var item = make("li");
    var head = entry.first ? entry.title : entry.heading;
    item.appendChild(marked(link(lookup.address(entry)), head));
    if (!entry.first || entry.kind !== "pages") {
      var line = make("p", "hit-beside", entry.first ? "" : entry.title.text);
      if (entry.about) {
        line.appendChild(document.createTextNode((line.firstChild ? " · " : "") + entry.about));
      }
      item.appendChild(line);
    }
    if (entry.text.text) { item.appendChild(marked(make("p", "hit-text"), entry.text, SNIPPET)); }
    return item;
  }

  /* A small line of the totals: one for each basis, the shown figure as a dot. */
  function trend(figures, shown) {
    var rows = figures.filter(function (one) {
      return !one.old && !one.plan && one.g === undefined && one.t === undefined;
    });
    if (rows.length < 2) { return null; }
    var years = rows.map(function (one) { return +one.year; });
    var values = rows.map(function (one) { return +one.value; });
    var low = Math.min.apply(null, values);
    var first = Math.min.apply(null, years);
    var wide = Math.max.apply(null, years) - first || 1;
    var high = Math.max.apply(null, values) - low || 1;
    var svg = document.createElementNS(SVG, "svg");
    var lines = {};
    function x(one) { return (4 + 72 * (one.year - first) / wide).toFixed(1); }
    function y(one) { return (26 - 20 * (one.value - low) / high).toFixed(1); }
    rows.forEach(function (one) {
      var line = [one.b, one.n].join();
      lines[line] = (lines[line] || "") + (lines[line] ? "L" : "M") + x(one) + " " + y(one);
    });
    Object.keys(lines).forEach(function (line) {
      var path = document.createElementNS(SVG, "path");
      path.setAttribute("d", lines[line]);
      svg.appendChild(path);
    });
    if (rows.indexOf(shown) >= 0) {
      var dot = document.createElementNS(SVG, "circle");
      dot.setAttribute("cx", x(shown));
      dot.setAttribute("cy", y(shown));
      dot.setAttribute("r", "3");
      if (shown.s) { dot.setAttribute("class", "soft"); }
      svg.appendChild(dot);
    }
    svg.setAttribute("class", "hit-trend");
    svg.setAttribute("viewBox", "0 0 80 32");
    svg.setAttribute("aria-hidden", "true");
    return svg;
  }

  /* ---- The list ---- */

  /* A hit as its lines: one for the indicator, or one for each figure that was meant. */
  function items(hit) {
    if (hit.entry.kind !== "indicators") { return [section(hit)]; }
    if (!hit.figures.length) { return [whole(hit)]; }
    return hit.figures.slice(0, 3).map(function (figure) { return single(hit, figure); });
  }

  function fill(holder, hits, from, to) {
    hits.slice(from, to).forEach(function (hit) {
      items(hit).forEach(function (item) { holder.appendChild(item); });
    });
  }

  function group(kind, hits) {
    var part = make("section", "hits");
    var head = make("h2", "", words[kind]);
    var holder = make("ol");
    head.id = "tim-" + kind;
    head.appendChild(make("small", "", " " + count(hits.length)));
    part.setAttribute("aria-labelledby", head.id);
    part.appendChild(head);
    part.appendChild(holder);
    fill(holder, hits, 0, FIRST);
    if (hits.length > FIRST) { part.appendChild(further(holder, hits)); }
    return part;
  }

  function count(number) { return find.said(String(number), lookup.index.number); }

  function further(holder, hits) {
    var shown = FIRST;
    var button = make("button", "button");
    function name() {
      button.textContent = say("more", { count: count(Math.min(MORE, hits.length - shown)) });
    }
    button.type = "button";
    button.addEventListener("click", function () {
      var before = holder.childElementCount;
      fill(holder, hits, shown, shown + MORE);
      shown += MORE;
      if (shown >= hits.length) { button.remove(); } else { name(); }
      holder.children[before].querySelector("a").focus();
    });
    name();
    return button;
  }

  function hits() { return Array.prototype.slice.call(list.querySelectorAll("a.hit")); }

  function show(found) {
    var total = 0;
    var held = hits().indexOf(document.activeElement);
    list.textContent = "";
    KINDS.forEach(function (kind) {
      total += found[kind].length;
      if (found[kind].length) { list.appendChild(group(kind, found[kind])); }
    });
    place.removeAttribute("aria-busy");
    hold(held);
    if (query.empty) { tell(""); return; }
    if (!total) { list.appendChild(make("p", "sub", words.none_hint)); }
    tell(say(total > 1 ? "found" : total ? "found_one" : "none", {
      count: count(total), query: query.text
    }));
    comeBack();
  }

  /* A reader who went into the list while it was still coming stays at the same line of it. */
  function hold(at) {
    if (at >= 0) { (hits()[at] || box).focus({ preventScroll: true }); }
  }

  function tell(text) { if (status.textContent !== text) { status.textContent = text; } }

  /* ---- The address keeps the query, and where the reader was ---- */

  function keep(state) {
    var address = new URL(window.location.href);
    var text = box.value.trim();
    if (text) { address.searchParams.set("q", text); } else { address.searchParams.delete("q"); }
    try { window.history.replaceState(state, "", address); } catch (error) { return; }
    Array.prototype.forEach.call(document.querySelectorAll("a[data-carry]"), function (other) {
      other.search = address.search;
    });
  }

  function comeBack() {
    var state = window.history.state;
    if (state && state.y) { window.scrollTo(0, state.y); keep(null); }
  }

  /* ---- Asking ---- */

  function run() {
    window.clearTimeout(timer);
    if (failed) { tell(words.failed); return; }
    if (!lookup) { tell(box.value.trim() ? words.loading : ""); return; }
    var asked = find.ask(box.value, lookup.index.number);
    if (query && asked.text === query.text && list.firstChild) { return; }
    query = asked;
    place.setAttribute("aria-busy", "true");
    lookup.run(query, show);
  }

  function load() {
    var script = document.createElement("script");
    script.src = place.dataset.index;
    script.onload = function () {
      lookup = new window.nienGiamLookup(window.nienGiamIndex);
      run();
    };
    script.onerror = function () { failed = true; tell(words.failed); };
    document.head.appendChild(script);
  }

  /* ---- Keys ---- */

  function move(step) {
    var links = hits();
    var at = links.indexOf(document.activeElement) + step;
    if (at < 0) { box.focus(); } else if (links[at]) { links[at].focus(); }
  }

  function key(event) {
    var inBox = document.activeElement === box;
    var inList = list.contains(document.activeElement);
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) { return; }
    if (event.key === "/" && !inBox) {
      box.focus();
      box.select();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && (inBox || inList)) {
      if (inBox && event.key === "ArrowUp") { return; }
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && inList) {
      box.focus();
    } else { return; }
    event.preventDefault();
  }

  /* ---- The box, which is no use without this script ---- */

  function build() {
    var form = make("form", "find-form");
    var label = make("label", "", words.label);
    box = make("input");
    box.type = "search";
    box.id = label.htmlFor = "tim-o";
    box.name = "q";
    box.autocomplete = "off";
    box.spellcheck = false;
    box.setAttribute("autocapitalize", "none");
    box.setAttribute("enterkeyhint", "search");
    box.setAttribute("aria-describedby", "tim-cach");
    var hint = make("p", "hint", words.hint + " ");
    hint.appendChild(make("span", "find-keys", words.keys));
    hint.id = "tim-cach";
    status = make("p", "find-count");
    status.setAttribute("role", "status");
    list = make("div");
    form.setAttribute("role", "search");
    form.appendChild(label);
    form.appendChild(box);
    form.appendChild(hint);
    [form, status, list].forEach(function (part) { place.appendChild(part); });
    return form;
  }

  function start() {
    var form = build();
    document.getElementById("tim-khong").remove();
    box.value = new URL(window.location.href).searchParams.get("q") || "";
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      run();
      move(1);
    });
    box.addEventListener("input", function () {
      keep(null);
      window.clearTimeout(timer);
      timer = window.setTimeout(run, 80);
    });
    list.addEventListener("click", function () { keep({ y: window.scrollY }); });
    window.addEventListener("pageshow", function () { if (lookup) { run(); } });
    document.addEventListener("keydown", key);
    keep(window.history.state);
    if (box.value) { tell(words.loading); } else { box.focus({ preventScroll: true }); }
    load();
  }

  start();
})();
