/* What search means by a match: letters without tones, numbers by their value. No page in here. */
(function (root) {
  "use strict";

  var TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
  var NUMBER = /(^|[^\p{L}\p{N}.,])([-\u2212]?)(\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*)(?![\p{L}\p{N}])/gu;
  var FIGURE = /^(\d+)([pa])(-?[\d.]+)([^#]*)(?:#(.*))?$/;
  var SLICE = 12; /* milliseconds of work before the page may breathe */

  /* Lower case without diacritics, đ as d; the same as folding.py. */
  function fold(text) {
    return text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  /* Words parted by single marks, letter for letter where they stand in the text: " viec lam ". */
  function level(text) {
    var folded = fold(text);
    if (folded.length !== text.length) {
      folded = text.split("").map(function (letter) {
        var one = fold(letter);
        return one.length === 1 ? one : " ";
      }).join("");
    }
    return " " + folded.replace(/[^\p{L}\p{N}]/gu, function (mark) {
      return mark.length === 2 ? "  " : " ";
    }) + " ";
  }

  /* A word as base letters (ă, ê, ơ kept) and its tone: "hóa" and "hoá" are the same. */
  function form(word) {
    var parts = word.toLowerCase().normalize("NFD");
    return {
      base: parts.replace(TONES, "").normalize("NFC"),
      tone: (parts.match(TONES) || [""])[0]
    };
  }

  /* ---- Numbers ---- */

  function escaped(text) { return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); }

  /* A written number as a plain one without idle zeros; "" where it isn't written that way. */
  function plain(written, group, point) {
    var parts = written.split(point);
    var whole = parts[0];
    var grouped = new RegExp("^\\d{1,3}(" + escaped(group) + "\\d{3})+$");
    if (parts.length > 2 || (parts.length === 2 && !/^\d+$/.test(parts[1]))) { return ""; }
    if (grouped.test(whole)) { whole = whole.split(group).join(""); }
    if (!/^\d+$/.test(whole)) { return ""; }
    return bare(whole + (parts.length === 2 ? "." + parts[1] : ""));
  }

  /* "04" of a date stays what it is: no 4. */
  function bare(number) {
    var parts = number.replace(/^[-\u2212]/, "").split(".");
    var rest = (parts[1] || "").replace(/0+$/, "");
    return parts[0] + (rest ? "." + rest : "");
  }

  /* What a written number may mean: in the page's own form first, then in the other one. */
  function readings(written, own) {
    var found = [];
    var tight = written.replace(/ /g, "");
    [own, [".", ","], [",", "."]].forEach(function (marks) {
      var read = plain(tight, marks[0], marks[1]);
      if (read && found.indexOf(read) < 0) { found.push(read); }
    });
    return found;
  }

  /* Every number in a text: where it stands and what it may mean. A published text means one. */
  function numbers(text, own, isAsked) {
    var found = [];
    var match;
    var even = text.replace(/[\u00a0\u202f\u2009]/g, " ");
    NUMBER.lastIndex = 0;
    while ((match = NUMBER.exec(even))) {
      found.push({
        start: match.index + match[1].length,
        end: match.index + match[0].length,
        minus: match[2] !== "" && (match[1] === "" || /\s/.test(match[1])),
        means: readings(match[3], own).slice(0, isAsked ? 3 : 1)
      });
    }
    return found.filter(function (one) { return one.means.length; });
  }

  /* 18382 -> 18.382, in the index' own form. */
  function said(number, marks) {
    var minus = number.charAt(0) === "-" ? marks[2] : "";
    var parts = number.replace("-", "").split(".");
    var whole = parts[0].replace(/\B(?=(\d{3})+$)/g, marks[0]);
    return minus + whole + (parts.length > 1 ? marks[1] + parts[1] : "");
  }

  /* ---- What was asked ---- */

  function ask(text, own) {
    var clean = text.normalize("NFC").replace(/\s+/g, " ").trim();
    var digits = numbers(clean, own, true);
    var rest = clean.split("");
    digits.forEach(function (one) {
      for (var at = one.start; at < one.end; at++) { rest[at] = " "; }
    });
    var words = level(rest.join("")).split(" ").filter(Boolean);
    var written = rest.join("").match(/[\p{L}\p{N}\p{M}]+/gu) || [];
    var tokens = words.map(function (word, place) {
      var own = form(written[place] || word);
      return {
        word: word, form: own, toned: own.tone !== "" || own.base !== word,
        last: place === words.length - 1
      };
    });
    return {
      text: clean,
      flat: level(clean).replace(/ +/g, " "),
      words: tokens,
      numbers: digits,
      toned: tokens.some(function (token) { return token.toned; }),
      empty: !tokens.length && !digits.length
    };
  }

  /* ---- A text that is searched ---- */

  function Text(text) { this.text = text; this._flat = null; this._numbers = null; }

  Text.prototype.flat = function () {
    if (this._flat === null) { this._flat = level(this.text); }
    return this._flat;
  };

  Text.prototype.numbers = function (own) {
    if (this._numbers === null) { this._numbers = /\d/.test(this.text) ? numbers(this.text, own) : []; }
    return this._numbers;
  };

  Text.prototype.has = function (word) { return this.flat().indexOf(" " + word) >= 0; };
  Text.prototype.hasWhole = function (word) { return this.flat().indexOf(" " + word + " ") >= 0; };

  /* Places of the words that begin with one of the query's: those with its tones where there are;
     of a word that was typed to its end, those that are it. No others when `isStrict`. */
  Text.prototype.places = function (token, isStrict) {
    var flat = this.flat();
    var all = [];
    var toned = [];
    for (var at = flat.indexOf(" " + token.word); at >= 0; at = flat.indexOf(" " + token.word, at + 1)) {
      var place = { start: at, end: flat.indexOf(" ", at + 1) - 1 };
      place.end = place.end < place.start ? this.text.length : place.end;
      all.push(place);
      if (token.toned && sameTone(token.form, form(this.text.slice(place.start, place.end)))) {
        toned.push(place);
      }
    }
    all = toned.length || (isStrict && token.toned) ? toned : all;
    var whole = token.last ? [] : all.filter(function (place) {
      return place.end - place.start === token.word.length;
    });
    whole = whole.length || (isStrict && !token.last) ? whole : all;
    return { places: whole, toned: !token.toned || toned.length > 0 };
  };

  function sameTone(asked, found) {
    return found.base.indexOf(asked.base) === 0 && (!asked.tone || asked.tone === found.tone);
  }

  /* The places of a written number that means the same. */
  Text.prototype.counts = function (number, own) {
    return this.numbers(own).filter(function (one) {
      return one.means.some(function (value) { return number.means.indexOf(value) >= 0; });
    });
  };

  /* Everything to be marked in the text, in order. */
  Text.prototype.marks = function (query, own) {
    var text = this;
    var found = [];
    query.words.concat(query.numbers).forEach(function (one, index) {
      var places = one.word ? text.places(one, query.isFirm).places : text.counts(one, own);
      found = found.concat(places.map(function (place) {
        return { start: place.start, end: place.end, of: index };
      }));
    });
    found.sort(function (a, b) { return a.start - b.start || b.end - a.end; });
    return joined(found, text.text);
  };

  /* None over another; neighbours are one. */
  function joined(found, text) {
    var kept = [];
    found.forEach(function (place) {
      var last = kept[kept.length - 1];
      if (last && last.end > place.start) { return; }
      if (last && last.of !== place.of && text.slice(last.end, place.start) === " ") {
        last.end = place.end;
        last.also.push(place.of);
      } else { kept.push({ start: place.start, end: place.end, of: place.of, also: [place.of] }); }
    });
    return kept;
  }

  /* The whole text, or the stretch with the first hit: [text, marked?] in order. */
  Text.prototype.pieces = function (query, own, most) {
    var marks = this.marks(query, own);
    var start = 0;
    var end = this.text.length;
    if (most && end > most) {
      start = this._start(query, marks, most);
      end = start + most;
      if (start > 0) { start = this.text.indexOf(" ", start) + 1; }
      if (end < this.text.length) { end = Math.max(this.text.lastIndexOf(" ", end), start); }
    }
    var pieces = start > 0 ? [["… ", false]] : [];
    var at = Math.min(start, this.text.length);
    marks.forEach(function (place) {
      if (place.start < at || place.end > end) { return; }
      pieces.push([this.text.slice(at, place.start), false]);
      pieces.push([this.text.slice(place.start, place.end), true]);
      at = place.end;
    }, this);
    pieces.push([this.text.slice(at, end), false]);
    if (end < this.text.length) { pieces.push([" …", false]); }
    return pieces;
  };

  Text.prototype._start = function (query, marks, most) {
    var phrase = this.flat().indexOf(query.flat.replace(/ $/, ""));
    var hit = phrase >= 0 ? phrase : densest(marks, most);
    return Math.max(0, Math.min(hit - Math.floor(most / 3), this.text.length - most));
  };

  /* Where a stretch begins that shows the most of what was asked. */
  function densest(marks, most) {
    var best = { kinds: 0, start: 0 };
    marks.slice(0, 400).forEach(function (mark, place) {
      var kinds = {};
      for (var at = place; at < marks.length && marks[at].end - mark.start < most / 2; at++) {
        marks[at].also.forEach(function (kind) { kinds[kind] = true; });
      }
      var count = Object.keys(kinds).length;
      if (count > best.kinds) { best = { kinds: count, start: mark.start }; }
    });
    return best.start;
  }

  /* How well a text answers: 5 the same, 4 begins so, 3 has it in one piece, 2 all words, 0 not. */
  function rank(text, query) {
    var flat = text.flat();
    var phrase = query.flat.replace(/ $/, "");
    if (flat.replace(/ +/g, " ") === query.flat) { return 5; }
    if (flat.indexOf(phrase) === 0) { return 4; }
    if (flat.indexOf(phrase) > 0) { return 3; }
    return 2;
  }

  /* ---- Figures ---- */

  function figure(packed) {
    var parts = FIGURE.exec(packed);
    var found = {
      year: parts[1], plan: parts[2] === "p", value: parts[3], old: false, rest: parts[5] || ""
    };
    parts[4].replace(/([a-z])(-?[\d.]*)/g, function (_, name, value) {
      if (name === "o") { found.old = true; } else { found[name] = value; }
    });
    return found;
  }

  /* Whether a figure has exactly this value, at either end of a range, or as percent of plan:
     2 as the page writes numbers, 1 as the other language does. */
  function equals(figure, number) {
    var best = 0;
    [figure.value, figure.u, figure.c].forEach(function (value) {
      if (value === undefined || (number.minus && value.charAt(0) !== "-")) { return; }
      var place = number.means.indexOf(bare(value));
      if (place >= 0) { best = Math.max(best, place === 0 ? 2 : 1); }
    });
    return best;
  }

  function covers(figure, number) {
    var year = number.means[0];
    return figure.year === year || figure.n === year;
  }

  /* Current before superseded, totals before groups, actual before plan, new before old. */
  function order(a, b) {
    return (b.exact - a.exact) || (a.old - b.old) || ((a.g !== undefined) - (b.g !== undefined)) ||
      (a.plan - b.plan) || (b.year - a.year);
  }

  root.nienGiamFind = {
    SLICE: SLICE, Text: Text, ask: ask, covers: covers, equals: equals, figure: figure, fold: fold,
    level: level, numbers: numbers, order: order, rank: rank, said: said
  };
})(typeof window === "undefined" ? globalThis : window);
