/* Data of the page, words, and small helpers. Text only ever enters the page as text nodes. */

const byId = (id) => document.getElementById(id);
const readJson = (id) => JSON.parse(byId(id).textContent);

const words = readJson("gk-strings");
const packed = readJson("gk-graph");
const { lang, looks } = packed;

/* Rows from columns; see columns.py. */
function rowsOf({ length, columns }) {
  const rows = Array.from({ length }, (_, index) => ({ index }));
  for (const [name, column] of Object.entries(columns)) {
    if (Array.isArray(column)) for (let at = 0; at < length; at += 1) rows[at][name] = column[at];
    else if ("all" in column) for (const row of rows) row[name] = column.all;
    else for (let at = 0; at < length; at += 1) rows[at][name] = column.values[column.of[at]];
  }
  return rows;
}

/* The sentences are most of the page's weight: they, and the aliases, are read when first needed. */
const lazily = (make) => { let made = null; return () => (made ??= make()); };
const evidenceBlock = lazily(() => { const block = readJson("gk-evidence"); return { sentences: block.sentences, details: rowsOf(block.relations) }; });
const actorBlock = lazily(() => readJson("gk-actors"));

const RELATIONS = Object.keys(looks.relations);
const TYPES = Object.keys(looks.actors);
const MODALITIES = ["asserted", "claimed", "past", "possible"]; // from the strongest support to the weakest
const CO_MENTION = "co_mention";
const SIGNS = { alliance: 1, opposition: -1 };
const UNKNOWN = { color: "#7b8494", dark: "#a9b3c4", shape: "dot", dash: [] };

const plainNumbers = new Intl.NumberFormat(lang, { maximumFractionDigits: 2 });
const numbers = { format: (n) => plainNumbers.format(n).replace("-", "−") };
const plural = new Intl.PluralRules(lang);
const collator = new Intl.Collator(lang, { sensitivity: "base", numeric: true });

/* A share of one: 0.85 as "85 %". */
const percents = new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: 0 });

/* A phrase with its {places} filled. */
function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/* A counted phrase: "1 article", "3 articles". */
function count(key, n) {
  return say(`${key}_${plural.select(n) === "one" ? "one" : "other"}`, { n: numbers.format(n) });
}

/* The noun alone, for a number that stands apart. */
const noun = (key, n) => say(`${key}_${plural.select(n) === "one" ? "one" : "other"}`, { n: "" }).trim();

function word(table, key) {
  return words[table][key] ?? key;
}

/* "2024-12-01", "2024-12" and "2024", each said at its own precision. */
function sayDate(date, monthStyle = "long") {
  if (!date) return words.undated;
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(date);
  if (!parts) return date;
  const [, year, month, day] = parts;
  if (!month) return year;
  return dateFormat(monthStyle, day).format(new Date(Date.UTC(+year, +month - 1, +(day ?? 1))));
}

const dateFormats = new Map();
function dateFormat(month, day) {
  const key = `${month}|${Boolean(day)}`;
  if (!dateFormats.has(key)) dateFormats.set(key, new Intl.DateTimeFormat(lang, { year: "numeric", month, timeZone: "UTC", ...(day ? { day: "numeric" } : {}) }));
  return dateFormats.get(key);
}

function sayPeriod(first, last) {
  if (!first && !last) return "";
  if (first === last || !last) return sayDate(first);
  if (first.length < 7 || first.length !== last.length) return `${sayDate(first)} – ${sayDate(last)}`;
  return dateFormat("long", first.length > 7).formatRange(new Date(first), new Date(last)); // "1–8 décembre 2024"
}

/* Without case and accents: "erdogan" finds "Erdoğan". */
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/ı/g, "i").replace(/[’‘]/g, "'").toLowerCase();
}

/* An element; children may be elements, text or null. `on…` properties are listeners. */
function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/* Light or dark: the reader's choice, else the system's. */
const darkSystem = matchMedia("(prefers-color-scheme: dark)");
const theme = { isDark: darkSystem.matches, colors: new Map() };
function setTheme(isDark, { isChosen = false } = {}) {
  if (isChosen) document.documentElement.dataset.theme = isDark ? "dark" : "light";
  Object.assign(theme, { isDark, colors: new Map() });
}
const shade = (look) => (theme.isDark ? look.dark : look.color);
const typeLook = (type) => looks.actors[type] ?? UNKNOWN;
const relationLook = (type) => looks.relations[type] ?? UNKNOWN;
function cssColor(name) {
  if (!theme.colors.has(name)) theme.colors.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  return theme.colors.get(name);
}

/* The mark of an actor type, as on the map. */
const SHAPES = {
  dot: () => svg("circle", { cx: 8, cy: 8, r: 6 }),
  square: () => svg("rect", { x: 2.5, y: 2.5, width: 11, height: 11 }),
  triangle: () => svg("path", { d: "M8 1.5 15 14H1z" }),
  triangleDown: () => svg("path", { d: "M8 14.5 15 2H1z" }),
  diamond: () => svg("path", { d: "M8 .8 15.2 8 8 15.2.8 8z" }),
  hexagon: () => svg("path", { d: "M4.4 1.8h7.2L15.2 8l-3.6 6.2H4.4L.8 8z" }),
};
function typeMark(type, fill = shade(typeLook(type))) {
  return svg("svg", { viewBox: "0 0 16 16", class: "mark", fill, "aria-hidden": "true" }, SHAPES[typeLook(type).shape]());
}

/* The stroke of a relation type, as on the map. */
function relationMark(type, { arrow = true } = {}) {
  const look = relationLook(type);
  const width = type === "affiliation" || type === CO_MENTION ? 1.6 : 2.6;
  const line = svg("path", { d: `M1 6H${arrow ? 24 : 31}`, "stroke-width": width, "stroke-dasharray": look.dash.join(" "), fill: "none" });
  const parts = arrow ? [line, svg("path", { d: "M23 1.8 31 6l-8 4.2z", fill: shade(look), stroke: "none" })] : [line];
  return svg("svg", { viewBox: "0 0 32 12", class: "stroke", stroke: shade(look), "aria-hidden": "true" }, ...parts);
}


/* What a screen reader should hear, and, where it confirms a click, everybody should see. */
function announce(text, { isSeen = false } = {}) {
  byId("status").textContent = text;
  if (!isSeen) return;
  const toast = byId("toast");
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => { toast.hidden = true; }, 2600);
}

async function copyText(text, said) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = h("textarea", { class: "sr", "aria-hidden": "true", tabindex: -1 }, text); // where the clipboard is out of reach
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  announce(said, { isSeen: true });
}

function saveFile(name, content, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/* A file name from the title: letters and digits of any script, no longer than a file system takes. */
function fileName(ending) {
  const stem = (packed.title || "graph").normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  return `${stem || "graph"}${ending}`;
}
