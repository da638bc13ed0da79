/* Indicators of one's own choice beside each other, in years of one's own choice. The drawings are
   those of the page: their marks move along the axis, nothing is reckoned anew. The address keeps
   the choice: #viec-lam,ho-ngheo;2018-2023. */
(function () {
  "use strict";

  var pick = document.querySelector(".pick");
  var each = Array.prototype.forEach;
  if (!pick) { return; }

  var words = pick.dataset;
  var list = pick.querySelector(".opts");
  var find = pick.querySelector("input");
  var spans = pick.querySelectorAll("select");
  var told = pick.querySelector("[role=status]");
  var chosenPlace = document.querySelector(".chosen");
  var cards = Array.prototype.slice.call(document.querySelectorAll(".mult"));
  var homes = cards.map(function (card) { return card.parentNode; });
  var years = Array.prototype.map.call(spans[0].options, function (one) { return +one.value; });
  var chosen = [];
  var boxes = {};
  var all = [+words.from, +words.to];
  var point = new Intl.NumberFormat(document.documentElement.lang).format(1.5).charAt(1);
  var from = all[0];
  var to = all[1];

  function folded(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  }

  function make(name, kind, text, home) {
    var made = document.createElement(name);
    if (kind) { made.className = kind; }
    if (text) { made.textContent = text; }
    return home ? home.appendChild(made) : made;
  }

  function card(id) { return cards.filter(function (one) { return one.id === id; })[0]; }
  function title(one) { return one.querySelector("h3").textContent; }

  /* As charts/multiple.py places a year. */
  function across(year) {
    return from === to ? 50 : 4 + (year - from) / (to - from) * 92;
  }

  function yearsOf(part) { return part.getAttribute("data-y").split(" ").map(Number); }

  function move(part) {
    var own = yearsOf(part);
    var out = own.some(function (year) { return year < from || year > to; });
    var xs = own.map(across);
    part.classList.toggle("out", out);
    if (out) { return; }
    if (part.tagName === "line") {
      part.setAttribute("x1", xs[0] + "%");
      part.setAttribute("x2", xs[1] + "%");
    } else if (part.tagName === "svg") {
      part.setAttribute("x", (xs[0] + xs[1]) / 2 + "%");
    } else {
      each.call(part.children, function (child) {
        ["x", "cx", "x1", "x2"].forEach(function (name) {
          if (child.hasAttribute(name)) { child.setAttribute(name, xs[0] + "%"); }
        });
      });
    }
  }

  function apart(one, two) {
    var high = [one, two].map(function (mark) { return mark.querySelector("text").getAttribute("y"); });
    return Math.abs(across(yearsOf(one)[0]) - across(yearsOf(two)[0])) >= 30
      || Math.abs(high[0] - high[1]) >= 18;
  }

  /* The last value, a plan after it, and where there is room the first one carry their number. */
  function label(svg) {
    var shown = [];
    var marks = Array.prototype.filter.call(svg.querySelectorAll("g"), function (mark) {
      return !mark.classList.contains("out");
    });
    var of = function (measure) {
      return marks.filter(function (mark) { return mark.getAttribute("data-m") === measure; });
    };
    var actual = of("actual");
    var plans = of("plan");
    var plan = plans[plans.length - 1];
    var wanted = actual.slice(-1);
    if (plan && (!actual.length || yearsOf(plan)[0] > yearsOf(wanted[0])[0])) {
      wanted.push(plan);
    }
    wanted.concat(actual.slice(0, 1)).forEach(function (mark) {
      if (shown.every(function (one) { return apart(one, mark); })) { shown.push(mark); }
    });
    marks.forEach(function (mark) {
      var text = mark.querySelector("text");
      var x = across(yearsOf(mark)[0]);
      text.setAttribute("class", (mark.getAttribute("data-m") === "plan" ? "p" : "a")
        + (x < 15 ? "" : x > 85 ? " e" : " m") + (shown.indexOf(mark) < 0 ? " off" : ""));
    });
  }

  function draw(one) {
    var svg = one.querySelector("svg");
    each.call(svg.querySelectorAll("[data-y]"), move);
    label(svg);
    svg.querySelector(".ax-first").textContent = from;
    svg.querySelector(".ax-last").textContent = from === to ? "" : to;
  }

  /* A row for each indicator and basis: values of two bases never stand in one row. */
  function rowsOf(one) {
    var rows = {};
    each.call(one.querySelectorAll("svg g"), function (mark) {
      var basis = mark.getAttribute("data-b") || "";
      var year = yearsOf(mark)[0];
      if (year < from || year > to) { return; }
      rows[basis] = rows[basis] || {};
      (rows[basis][year] = rows[basis][year] || []).push(mark);
    });
    return rows;
  }

  /* A number as written in the page's language, for sorting: "khoảng 1.500" is 1500. */
  function exact(text) {
    var found = /[-\u2212]?\d[\d.,\u00a0\u202f]*/.exec(text);
    return !found ? "" : found[0].replace("\u2212", "-").split(point).map(function (part) {
      return part.replace(/[^\d-]/g, "");
    }).join(".");
  }

  function cell(home, marks, year) {
    var made = make("td", "num", "", home);
    made.dataset.l = year;
    made.dataset.value = marks ? exact(marks[marks.length - 1].querySelector("text").textContent) : "";
    (marks || []).slice().reverse().forEach(function (mark) {
      var plan = mark.getAttribute("data-m") === "plan";
      var line = make("span", "line", "", made);
      var text = mark.querySelector("text").textContent;
      var more = [mark.getAttribute("data-p"), mark.getAttribute("data-s")].filter(Boolean);
      make(plan ? "span" : "b", plan ? "val-plan" : "val-actual",
        plan ? words.plan.replace("{value}", text) : text, line);
      if (more.length) { make("small", "", " " + more.join(", "), line); }
    });
  }

  function heading(row, kind, text, sort) {
    var made = make("th", kind, text, row);
    made.scope = "col";
    if (sort) { made.dataset.sort = sort; }
  }

  function unit(id) { return card(id).querySelector(".unit").textContent; }

  /* People can't be put in order with percents: years are sorted where all have one unit. */
  function tabulate() {
    var alike = chosen.every(function (id) { return unit(id) === unit(chosen[0]); });
    var place = chosenPlace.querySelector(".wide");
    var table = make("table", "tb cmp");
    var head = make("tr", "", "", make("thead", "", "", table));
    var body = make("tbody", "", "", table);
    var rows = chosen.map(function (id) { return [card(id), rowsOf(card(id))]; });
    var columns = years.filter(function (year) {
      return rows.some(function (one) {
        return Object.keys(one[1]).some(function (basis) { return one[1][basis][year]; });
      });
    });
    heading(head, "", words.indicator, "text");
    columns.forEach(function (year) { heading(head, "num", year, alike ? "number" : ""); });
    rows.forEach(function (one) {
      Object.keys(one[1]).forEach(function (basis) {
        var row = make("tr", "", "", body);
        var name = make("th", "", title(one[0]), row);
        name.scope = "row";
        name.dataset.value = title(one[0]);
        make("small", "below", [unit(one[0].id), basis].filter(Boolean)
          .join("; "), name);
        columns.forEach(function (year) { cell(row, one[1][basis][year], year); });
      });
    });
    place.replaceChildren(table);
    table.dispatchEvent(new Event("niengiam:table", { bubbles: true }));
  }

  function render() {
    var grid = chosenPlace.querySelector(".mults");
    cards.forEach(function (one, place) { homes[place].appendChild(one); });
    chosen.forEach(function (id) { grid.appendChild(card(id)); });
    each.call(document.querySelectorAll(".topic"), function (topic) {
      topic.hidden = chosen.length > 0;
    });
    chosenPlace.hidden = !chosen.length;
    (chosen.length ? chosen.map(card) : cards).forEach(draw);
    if (chosen.length) { tabulate(); }
    Object.keys(boxes).forEach(function (id) { boxes[id].checked = chosen.indexOf(id) >= 0; });
    spans[0].value = from;
    spans[1].value = to;
    told.textContent = (chosen.length ? words.some : words.all)
      .replace("{names}", chosen.map(card).map(title).join("; "))
      .replace("{from}", from).replace("{to}", to);
  }

  function address() {
    var whole = from === all[0] && to === all[1];
    var hash = chosen.map(encodeURIComponent).join(",") + (whole ? "" : ";" + from + "-" + to);
    return window.location.href.split("#")[0] + (hash ? "#" + hash : "");
  }

  function keep() {
    try { window.history.replaceState(null, "", address()); } catch (error) { /* stays as it is */ }
    render();
  }

  function within(year) { return Math.min(Math.max(year, years[0]), years[years.length - 1]); }

  /* An anchor that isn't a choice (the link to the content) changes nothing. */
  function read() {
    var text = window.location.hash.slice(1);
    var parts, span, ids;
    try { text = decodeURIComponent(text); } catch (error) { return false; }
    parts = text.split(";");
    span = /^(\d{4})-(\d{4})$/.exec(parts[1] || "");
    ids = parts[0].split(",").filter(function (id, place, list) {
      return card(id) && list.indexOf(id) === place;
    });
    if (text && !ids.length && !span) { return false; }
    chosen = ids;
    from = span ? within(Math.min(span[1], span[2])) : all[0];
    to = span ? within(Math.max(span[1], span[2])) : all[1];
    return true;
  }

  function narrow() {
    var terms = folded(find.value).split(/\s+/);
    cards.forEach(function (one) {
      boxes[one.id].closest("li").hidden = !terms.every(function (term) {
        return one.dataset.find.indexOf(term) >= 0;
      });
    });
    if (!list.querySelector("li:not([hidden])")) { told.textContent = words.none; }
  }

  function copy(button) {
    var text = address();
    var note = pick.querySelector(".quote") || make("p", "quote", "", pick);
    note.textContent = text;
    window.getSelection().selectAllChildren(note);
    (navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject()).then(
      function () {
        button.textContent = told.textContent = words.copied;
        window.setTimeout(function () { button.textContent = words.copy; }, 4000);
      },
      function () { told.textContent = words.address; }
    );
  }

  cards.forEach(function (one) {
    var line = make("label", "", "", make("li", "", "", list));
    var box = boxes[one.id] = make("input", "", "", line);
    box.type = "checkbox";
    line.appendChild(document.createTextNode(" " + title(one)));
    box.addEventListener("change", function () {
      chosen = chosen.filter(function (id) { return id !== one.id; })
        .concat(box.checked ? [one.id] : []);
      keep();
    });
  });
  each.call(spans, function (span, place) {
    span.addEventListener("change", function () {
      var year = +span.value;
      if (place) { to = year; from = Math.min(from, to); } else { from = year; to = Math.max(from, to); }
      keep();
    });
  });
  find.addEventListener("input", narrow);
  pick.addEventListener("click", function (event) {
    var what = event.target.dataset.do;
    if (what === "copy") { copy(event.target); }
    if (what === "reset") {
      chosen = [];
      from = all[0];
      to = all[1];
      find.value = "";
      narrow();
      keep();
    }
  });
  window.addEventListener("hashchange", function () { if (read()) { render(); } });
  read();
  pick.hidden = false;
  render();
})();
