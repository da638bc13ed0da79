/* The catalogue narrowed by words, topic, verdict and year; the address keeps what was chosen. */
(function () {
  "use strict";

  var form = document.querySelector(".filter");
  var fields = form.querySelectorAll("input, select");
  var rows = document.querySelectorAll(".cat tbody tr");
  var found = form.querySelector("[role=status]");

  /* "Việc làm" is found by "viec lam". */
  function folded(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  }

  function chosen() {
    var values = {};
    Array.prototype.forEach.call(fields, function (field) {
      if (field.value.trim()) { values[field.name] = field.value.trim(); }
    });
    return values;
  }

  function fits(row, values, terms) {
    var data = row.dataset;
    return terms.every(function (term) { return data.find.indexOf(term) >= 0; })
      && (!values.topic || values.topic === row.closest(".shelf").dataset.topic)
      && (!values.verdict || values.verdict === data.verdict)
      && (!values.year || (" " + data.years + " ").indexOf(" " + values.year + " ") >= 0);
  }

  function narrow() {
    var values = chosen();
    var terms = values.q ? folded(values.q).split(/\s+/) : [];
    var count = 0;
    Array.prototype.forEach.call(rows, function (row) {
      row.hidden = !fits(row, values, terms);
      count += row.hidden ? 0 : 1;
    });
    Array.prototype.forEach.call(document.querySelectorAll(".shelf"), function (shelf) {
      shelf.hidden = !shelf.querySelector("tbody tr:not([hidden])");
    });
    document.querySelector(".jump").hidden = Object.keys(values).length > 0;
    found.textContent = count
      ? form.dataset.found.replace("{count}", count).replace("{all}", rows.length)
      : form.dataset.none;
    return values;
  }

  function keep(values) {
    var query = new URLSearchParams(values).toString();
    try {
      window.history.replaceState(null, "",
        window.location.pathname + (query ? "?" + query : "") + window.location.hash);
    } catch (error) { /* an address that can't be changed is no reason to stop */ }
  }

  function restore() {
    var asked = new URLSearchParams(window.location.search);
    Array.prototype.forEach.call(fields, function (field) {
      field.value = asked.get(field.name) || "";
      if (field.selectedIndex === -1) { field.value = ""; }
    });
  }

  Array.prototype.forEach.call(fields, function (field) {
    field.addEventListener("input", function () { keep(narrow()); });
  });
  form.querySelector("button").addEventListener("click", function () {
    Array.prototype.forEach.call(fields, function (field) { field.value = ""; });
    keep(narrow());
    fields[0].focus();
  });
  window.addEventListener("pageshow", function () { restore(); narrow(); });
  restore();
  narrow();
  form.hidden = false;
})();
