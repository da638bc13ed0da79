/* The interactive view of a chart: nothing is loaded before a reader asks for it. */
(function () {
  "use strict";

  var loading = null;
  var drawn = [];

  /* Colours stand as var(--name) in the figure; the page's style says what they are now. */
  function coloured(part, style) {
    if (typeof part === "string") {
      var found = /^var\((--[\w-]+)\)$/.exec(part);
      return found ? style.getPropertyValue(found[1]).trim() || "currentColor" : part;
    }
    if (Array.isArray(part)) {
      return part.map(function (item) { return coloured(item, style); });
    }
    if (part && typeof part === "object") {
      var copy = {};
      Object.keys(part).forEach(function (key) { copy[key] = coloured(part[key], style); });
      return copy;
    }
    return part;
  }

  /* plotly.js brings the rules of a map library as an inline style, which the page's policy
     forbids and no chart here needs: while it loads, a style with text isn't put into the page. */
  function withoutMapStyles() {
    var append = document.head.appendChild;
    document.head.appendChild = function (node) {
      return node.nodeName === "STYLE" && node.textContent ? node : append.call(this, node);
    };
  }

  function library(address) {
    if (window.Plotly) { return Promise.resolve(window.Plotly); }
    if (!loading) {
      loading = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = address;
        script.onload = function () {
          delete document.head.appendChild;
          if (window.Plotly) { resolve(window.Plotly); } else { reject(new Error("no Plotly")); }
        };
        script.onerror = function () {
          delete document.head.appendChild;
          reject(new Error("not loaded"));
        };
        document.head.appendChild(script);
        withoutMapStyles();
      });
      loading.catch(function () { loading = null; });
    }
    return loading;
  }

  function paint(Plotly, place, source, method) {
    var style = getComputedStyle(place);
    var figure = coloured(source, style);
    figure.layout.font.family = style.fontFamily;
    return Plotly[method](place, figure.data, figure.layout, figure.config);
  }

  function show(button) {
    var id = button.getAttribute("data-plot");
    var place = document.getElementById(id + "-plot");
    var holder = document.getElementById(id + "-data");
    var home = document.getElementById(id + "-hinh");
    var still = home.querySelector("svg.ch");
    button.setAttribute("aria-busy", "true");
    library(button.getAttribute("data-plotly-src")).then(function (Plotly) {
      var source = JSON.parse(holder.textContent);
      place.hidden = false;
      if (still) { still.parentNode.insertBefore(place, still); }
      return paint(Plotly, place, source, "newPlot").then(function () {
        drawn.push({ place: place, source: source });
        if (still) {
          place.setAttribute("aria-label", still.getAttribute("aria-label") || "");
          still.setAttribute("hidden", "");
          still.setAttribute("aria-hidden", "true");
        }
        place.setAttribute("role", "group");
        place.setAttribute("tabindex", "-1");
        button.hidden = true;
        place.focus({ preventScroll: true });
      });
    }).catch(function () {
      var note = document.createElement("p");
      note.className = "note";
      note.setAttribute("role", "status");
      note.textContent = button.getAttribute("data-plot-error") || "";
      if (place) { place.hidden = true; }
      button.replaceWith(note);
    });
  }

  document.querySelectorAll("button[data-plot]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      if (button.getAttribute("aria-busy") !== "true") { show(button); }
    });
  });

  /* The reader's scheme may change while the page is open. */
  if (window.matchMedia) {
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () {
      drawn.forEach(function (one) { paint(window.Plotly, one.place, one.source, "react"); });
    });
  }
})();
