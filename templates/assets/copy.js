/* Copy buttons beside ready citations, and the citation of a row in that row when it is meant. */
(function () {
  "use strict";

  var words = document.currentScript.dataset;
  var live = document.createElement("p");

  function select(quote) {
    var range = document.createRange();
    range.selectNodeContents(quote);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function tell(button, text) {
    live.textContent = text;
    button.textContent = text;
    window.setTimeout(function () {
      button.textContent = words.copy;
      live.textContent = "";
    }, 4000);
  }

  /* Where the clipboard is closed to scripts, the text is selected: one key copies it. */
  function bySelection(button, quote) {
    var done = false;
    select(quote);
    try { done = document.execCommand("copy"); } catch (error) { done = false; }
    tell(button, done ? words.copied : words.selected);
  }

  function copy(button, quote) {
    if (!navigator.clipboard || !navigator.clipboard.writeText) {
      bySelection(button, quote);
      return;
    }
    navigator.clipboard.writeText(quote.textContent).then(
      function () { tell(button, words.copied); },
      function () { bySelection(button, quote); }
    );
  }

  function addButton(quote, name) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = words.copy;
    if (name) { button.setAttribute("aria-label", words.copy + ": " + name); }
    button.addEventListener("click", function () { copy(button, quote); });
    quote.insertAdjacentElement("afterend", button);
  }

  function named(quote) {
    var folded = quote.closest("details");
    var summary = folded && folded.querySelector("summary");
    return summary ? summary.textContent : "";
  }

  /* Where a row has room for a sentence: its wide cell, else a row of its own below. */
  function room(row) {
    var wide = row.querySelector(".src-note");
    var below;
    if (wide) { return wide.appendChild(document.createElement("div")); }
    below = document.createElement("tr");
    row.insertAdjacentElement("afterend", below);
    below.appendChild(document.createElement("td")).colSpan = row.cells.length;
    return below;
  }

  /* The row that the address means shows its own sentence, with a button. */
  function showRow() {
    var id = "";
    Array.prototype.forEach.call(document.querySelectorAll(".cite-here"), function (old) {
      old.remove();
    });
    try { id = decodeURIComponent(window.location.hash.slice(1)); } catch (error) { return; }
    var meant = id && document.getElementById(id);
    var row = meant && meant.closest("tr");
    if (!row || !row.id) { return; }
    Array.prototype.forEach.call(document.querySelectorAll("[data-row]"), function (line) {
      if (line.dataset.row !== row.id) { return; }
      var place = room(row);
      var quote = document.createElement("p");
      quote.textContent = line.querySelector(".quote").textContent;
      quote.className = "quote";
      place.className = "cite-here";
      (place.firstChild || place).appendChild(quote);
      addButton(quote, "");
    });
  }

  live.className = "vh";
  live.setAttribute("role", "status");
  document.body.appendChild(live);
  Array.prototype.forEach.call(document.querySelectorAll("[data-cite] .quote"), function (quote) {
    addButton(quote, named(quote));
  });
  window.addEventListener("hashchange", showRow);
  showRow();
})();
