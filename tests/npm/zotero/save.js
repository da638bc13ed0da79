// Saves pages as Zotero's button does, by its own "Embedded Metadata" and "RDF" translators.
//
// node save.js NODE_MODULES < [[file, address], ...]    prints an item or null for each page.
"use strict";
const fs = require("fs");
const path = require("path");
const modules = path.resolve(process.argv[2]);
const log = console.log;
console.log = () => {}; // Zotero's own words about its work
require(path.join(modules, "zotero-translators")); // makes the global Zotero
const { JSDOM } = require(path.join(modules, "jsdom"));
const xpath = require(path.join(modules, "wicked-good-xpath"));
const EMBEDDED_METADATA = "951c027d-74ac-47d4-a107-9c3069ab7b48";

async function save([file, url]) {
  const { window } = new JSDOM(fs.readFileSync(file, "utf8"), { url });
  xpath.install(window, true);
  const translate = new Zotero.Translate.Web();
  translate.setDocument(window.document);
  translate.setLocation(url, url);
  translate.setTranslator(EMBEDDED_METADATA);
  const [item] = await translate.translate({ libraryID: false, saveAttachments: false });
  return item && { ...item, attachments: undefined };
}

(async () => {
  const items = [];
  for (const page of JSON.parse(fs.readFileSync(0, "utf8"))) items.push((await save(page)) || null);
  log(JSON.stringify(items));
  process.exit(0);
})();
