/* Looks a query up in an index: which entries answer it, and in which order. No page in here. */
(function (root) {
  "use strict";

  var find = root.nienGiamFind;
  var Text = find.Text;
  var KINDS = ["editions", "interviews", "pages"];

  function Lookup(index) {
    this.index = index;
    this.groups = texts(index.groups.map(function (group) { return group[0]; }));
    this.marks = texts(index.marks.map(function (mark) { return mark[2]; }));
    this.measures = texts(index.measures);
    this.statuses = texts(index.statuses);
    this.bases = texts(index.bases);
    this.topics = texts(index.topics);
    this.units = texts(index.units);
    this.entries = index.indicators.map(this._indicator, this).concat(
      [].concat.apply([], index.documents.map(this._document, this)));
    this._run = 0;
  }

  function texts(written) { return written.map(function (text) { return new Text(text); }); }

  Lookup.prototype._indicator = function (row, place) {
    return {
      kind: "indicators", place: place, id: row[0], name: new Text(row[1]), other: new Text(row[2]),
      topic: this.topics[row[3]], unitText: this.units[row[4]], definition: new Text(row[5]),
      packed: row[6], shown: row[7]
    };
  };

  /* A document is found section by section; its title belongs to the first. */
  Lookup.prototype._document = function (row, place) {
    var title = new Text(row[1]);
    var about = new Text(row[3] === row[4] ? row[3] : row[3] + "; " + row[4]);
    var parts = row[5].length && !row[5][0][1] ? row[5] : [["", "", ""]].concat(row[5]);
    return parts.map(function (part, number) {
      return {
        kind: KINDS[row[0]], place: place * 1000 + number, title: title, uri: row[2], about: row[3],
        known: about, heading: new Text(part[0]), anchor: part[1], text: new Text(part[2]),
        first: number === 0
      };
    });
  };

  Lookup.prototype.figures = function (entry) {
    if (!entry.figures) {
      entry.figures = entry.packed ? entry.packed.split(";").map(find.figure) : [];
    }
    return entry.figures;
  };

  /* What a value is called: as shipped where it isn't plainly number and unit. */
  Lookup.prototype.said = function (figure, entry) {
    if (figure.t !== undefined) { return this.index.texts[figure.t]; }
    return find.said(figure.value, this.index.number) + entry.unitText.text;
  };

  Lookup.prototype.address = function (entry, figure) {
    if (entry.kind !== "indicators") {
      return entry.uri + (entry.anchor ? "#" + entry.anchor : "");
    }
    var page = this.index.page.replace("*", entry.id);
    if (!figure) { return page; }
    var group = figure.g === undefined ? "" : "-" + this.index.groups[figure.g][1];
    return page + "#" + figure.year + (figure.plan ? "-plan" : "-actual") + group + figure.rest;
  };

  /* ---- Indicators ---- */

  /* Which rows of the index' tables have a word of the query: figures point at them. Words that
     stand beside every figure ("plan", "estimate") count only when typed to their end. */
  Lookup.prototype._tables = function (word) {
    function flags(texts) { return texts.map(function (text) { return text.has(word); }); }
    function whole(texts) { return texts.map(function (text) { return text.hasWhole(word); }); }
    var found = {
      p: whole(this.measures), s: whole(this.statuses), m: whole(this.marks),
      g: flags(this.groups), b: flags(this.bases)
    };
    found.any = Object.keys(found).some(function (name) { return found[name].indexOf(true) >= 0; });
    return found;
  };

  function tells(figure, table) {
    return table.p[figure.plan ? 0 : 1] || table.s[figure.s || 0] || table.m[figure.m] ||
      table.g[figure.g] || table.b[figure.b] || false;
  }

  /* The figures that the numbers, and the words that aren't the indicator's own, ask for.
     Beside a name a number may be a year; alone it is a value. */
  Lookup.prototype._meant = function (entry, query, unnamed, named) {
    var figures = this.figures(entry);
    var values = [];
    var years = [];
    query.numbers.forEach(function (number) {
      var isYear = figures.some(function (figure) { return find.covers(figure, number); });
      var isValue = figures.some(function (figure) { return find.equals(figure, number); });
      (isValue && !(isYear && named) ? values : years).push(number);
    });
    if (!values.length && !named && !unnamed.length) { return []; }
    return figures.filter(function (figure) {
      figure.exact = values.reduce(function (best, number) {
        return Math.max(best, find.equals(figure, number));
      }, 0);
      return (figure.exact > 0 || !values.length) &&
        years.every(function (number) { return find.covers(figure, number); }) &&
        unnamed.every(function (token) { return tells(figure, query.tables[token.word]); });
    }).sort(find.order);
  };

  Lookup.prototype._matchIndicator = function (entry, query) {
    var own = this.index.number;
    var fields = [entry.name, entry.other, entry.topic, entry.definition, entry.unitText];
    var unnamed = query.words.filter(function (token) {
      return !fields.some(function (field) { return field.has(token.word); });
    });
    if (unnamed.some(function (token) { return !query.tables[token.word].any; })) { return null; }
    var found = [];
    if (unnamed.length || mayHold(entry, query)) {
      found = this._meant(entry, query, unnamed, query.words.length > unnamed.length);
    }
    function whole(field) {
      return query.words.every(function (token) { return field.has(token.word); }) &&
        query.numbers.every(function (number) { return field.counts(number, own).length; });
    }
    var name = whole(entry.name) ? entry.name : whole(entry.other) ? entry.other : null;
    if ((unnamed.length || query.numbers.length) && !found.length && !name) { return null; }
    return {
      entry: entry,
      loose: isLoose(query, unnamed.length ? fields.concat(this._named()) : fields) ||
        !this._isToned(query, fields, unnamed),
      score: scoreIndicator(name ? find.rank(name, query) : 0, found, unnamed),
      figures: found
    };
  };

  /* Names that figures point at. */
  Lookup.prototype._named = function () {
    return [].concat(this.measures, this.statuses, this.marks, this.groups, this.bases);
  };

  function mayHold(entry, query) {
    return query.numbers.length > 0 && query.numbers.every(function (number) {
      return number.means.some(function (value) { return entry.packed.indexOf(value) >= 0; });
    });
  }

  /* The name itself, its beginning, then the figure, then the name's words, then words anywhere. */
  function scoreIndicator(rank, figures, unnamed) {
    if (rank >= 4) { return rank + 4; }
    var exact = figures.length ? figures[0].exact : 0;
    if (exact) { return exact === 2 ? 7 : 6; }
    return rank ? rank + 2 : figures.length ? (unnamed.length ? 2 : 3) : 1;
  }

  /* Whether every word stands somewhere with the tones that it was asked with. */
  Lookup.prototype._isToned = function (query, fields, unnamed) {
    var tables = unnamed.length ? this._named() : [];
    return !query.toned || query.words.every(function (token) {
      var places = unnamed.indexOf(token) < 0 ? fields : tables;
      return places.some(function (field) { return field.places(token).toned; });
    });
  };

  /* ---- Documents ---- */

  Lookup.prototype._matchSection = function (entry, query) {
    var own = this.index.number;
    var outer = entry.first ? [entry.title, entry.known] : [];
    var inner = [entry.heading, entry.text].concat(outer);
    var every = inner.concat([entry.title, entry.known]);
    function hits(field, ask) {
      return ask.word ? field.has(ask.word) : field.counts(ask, own).length > 0;
    }
    var asked = query.words.concat(query.numbers);
    var all = asked.every(function (one) {
      return every.some(function (field) { return hits(field, one); });
    });
    var here = all && asked.some(function (one) {
      return inner.some(function (field) { return hits(field, one); });
    });
    /* What the title alone answers is told once, not with every section. */
    var byTitle = all && !entry.first && asked.every(function (one) {
      return hits(entry.title, one) || hits(entry.known, one);
    });
    if (!here || (byTitle && !asked.some(function (one) { return hits(entry.heading, one); }))) {
      return null;
    }
    var score = this._scoreSection(entry, query, asked, hits);
    var toned = !query.toned || query.words.every(function (token) {
      return every.some(function (field) { return field.places(token).toned; });
    });
    return { entry: entry, score: score, figures: [], loose: !toned || isLoose(query, every) };
  };

  Lookup.prototype._scoreSection = function (entry, query, asked, hits) {
    function whole(field) {
      return asked.every(function (one) { return hits(field, one); });
    }
    var head = entry.first ? entry.title : entry.heading;
    if (whole(head)) { return find.rank(head, query) + 4; }
    if (whole(entry.text)) { return find.rank(entry.text, query) > 2 ? 5 : 3; }
    return 1;
  };

  /* ---- The whole ---- */

  Lookup.prototype.match = function (entry, query) {
    return entry.kind === "indicators" ? this._matchIndicator(entry, query) :
      this._matchSection(entry, query);
  };

  /* A word that was typed to its end is only the beginning of one here, or has other tones. */
  function isLoose(query, fields) {
    return query.words.some(function (token) {
      return !token.last && !fields.some(function (field) { return field.hasWhole(token.word); });
    });
  }

  /* Loose hits are for those who find nothing else. */
  function sieved(found, query) {
    var kinds = Object.keys(found);
    query.isFirm = kinds.some(function (kind) {
      return found[kind].some(function (hit) { return !hit.loose; });
    });
    kinds.forEach(function (kind) {
      found[kind] = sorted(found[kind].filter(function (hit) { return !query.isFirm || !hit.loose; }));
    });
    return found;
  }

  function sorted(hits) {
    return hits.sort(function (a, b) {
      return b.score - a.score || a.entry.place - b.entry.place;
    });
  }

  /* All hits by kind, best first; `done` isn't called where another query came in between. */
  Lookup.prototype.run = function (query, done) {
    var lookup = this;
    var run = ++this._run;
    var at = 0;
    var found = { indicators: [], interviews: [], editions: [], pages: [] };
    query.tables = {};
    query.words.forEach(function (token) {
      query.tables[token.word] = lookup._tables(token.word);
    });
    function step() {
      if (run !== lookup._run) { return; }
      var until = Date.now() + find.SLICE;
      while (at < lookup.entries.length) {
        var hit = lookup.match(lookup.entries[at++], query);
        if (hit) { found[hit.entry.kind].push(hit); }
        if (at % 32 === 0 && Date.now() > until) { root.setTimeout(step, 0); return; }
      }
      done(sieved(found, query));
    }
    if (query.empty) { done(found); } else { step(); }
  };

  root.nienGiamLookup = Lookup;
})(typeof window === "undefined" ? globalThis : window);
