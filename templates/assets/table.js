/* Tables in the reader's order: buttons in the heads, numbers by their exact value. */
(function () {
  "use strict";

  var words = document.currentScript.dataset;
  var letters = new Intl.Collator("vi", { numeric: true });
  var live = document.createElement("p");

  function valueOf(row, column) {
    var cell = row.cells[column];
    if (!cell) { return ""; }
    return cell.dataset.value === undefined ? cell.textContent.trim() : cell.dataset.value;
  }

  /* Empty cells stay last in both directions; what is alike keeps its place. */
  function compared(one, two, column, kind, step) {
    var left = valueOf(one.row, column);
    var right = valueOf(two.row, column);
    var found;
    if (!left || !right) { return (left ? 0 : 1) - (right ? 0 : 1) || one.place - two.place; }
    found = kind === "number" ? Number(left) - Number(right) : 0;
    return step * (found || letters.compare(left, right)) || one.place - two.place;
  }

  /* Rows of a part of the table; what copy.js put below a row goes with it. */
  function rowsOf(body) {
    var found = [];
    Array.prototype.forEach.call(body.rows, function (row) {
      if (row.classList.contains("cite-here")) {
        found[found.length - 1].with.push(row);
      } else if (!row.matches(".g, .grp")) {
        found.push({ row: row, with: [row], body: body, place: 0 });
      }
    });
    return found;
  }

  function begin(table) {
    var heads = table.querySelectorAll("thead th[data-sort]");
    var bodies = Array.prototype.slice.call(table.tBodies);
    var together = table.hasAttribute("data-together");
    var first = [];
    bodies.forEach(function (body) { first = first.concat(rowsOf(body)); });
    if (first.length < 3) { return; }
    first.forEach(function (item, place) { item.place = place; });

    function inOrder(head, step) {
      var kind = head.dataset.sort;
      var column = head.cellIndex;
      var now = [];
      bodies.forEach(function (body) { now = now.concat(rowsOf(body)); });
      now.forEach(function (item) {
        var known = first.filter(function (one) { return one.row === item.row; })[0];
        item.place = known.place;
        item.body = together && step ? bodies[0] : known.body;
      });
      now.sort(function (one, two) {
        return step ? compared(one, two, column, kind, step) : one.place - two.place;
      });
      now.forEach(function (item) {
        item.with.forEach(function (row) { item.body.appendChild(row); });
      });
      table.classList.toggle("mixed", together && step !== 0);
    }

    function press(head) {
      var down = head.dataset.sort === "number";
      var ways = down ? ["descending", "ascending", ""] : ["ascending", "descending", ""];
      var way = ways[(ways.indexOf(head.getAttribute("aria-sort") || "") + 1) % 3];
      Array.prototype.forEach.call(heads, function (one) { one.removeAttribute("aria-sort"); });
      if (way) { head.setAttribute("aria-sort", way); }
      inOrder(head, way === "ascending" ? 1 : way ? -1 : 0);
      live.textContent = (way ? words[way] : words.original).replace("{name}", head.textContent);
    }

    Array.prototype.forEach.call(heads, function (head) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () { press(head); });
    });
    table.classList.add("sorts");
  }

  live.className = "vh";
  live.setAttribute("role", "status");
  document.body.appendChild(live);
  Array.prototype.forEach.call(document.querySelectorAll("table"), function (table) {
    if (table.querySelector("thead th[data-sort]")) { begin(table); }
  });
  /* A table that another script has just made. */
  document.addEventListener("niengiam:table", function (event) { begin(event.target); });
})();
