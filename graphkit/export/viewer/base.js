/* Data of the page, words, and small helpers. Text only ever enters the page as text nodes. */

const byId = (id) => document.getElementById(id);
const readJson = (id) => JSON.parse(byId(id).textContent);

const words = readJson("gk-strings");
const graph = readJson("gk-graph");
const lang = graph.lang;

/* The sentences are most of the page's weight: they are read at the first click that needs them. */
let evidenceCache = null;
function evidenceOf(edgeId) {
  evidenceCache ??= readJson("gk-evidence");
  return evidenceCache[edgeId] ?? [];
}

const nodes = new Map(graph.nodes.map((node) => [node.id, { ...node, ...graph.actors[node.id] }]));
const edges = new Map(graph.edges.map((edge) => [edge.id, { id: edge.id, ...graph.links[edge.id] }]));

const RELATIONS = Object.keys(graph.looks.relations);
const TYPES = Object.keys(graph.looks.actors);
const MODALITIES = ["asserted", "claimed", "possible", "past"];
const CO_MENTION = "co_mention";
const UNKNOWN = { color: "#7b8494", dark: "#a9b3c4", shape: "dot", dash: [] };

/* What touches what, once. */
const edgesOfNode = new Map([...nodes.keys()].map((id) => [id, []]));
const edgesOfPair = new Map();
const pairKey = (one, other) => (one < other ? `${one}\n${other}` : `${other}\n${one}`);
for (const edge of edges.values()) {
  edgesOfNode.get(edge.source)?.push(edge);
  edgesOfNode.get(edge.target)?.push(edge);
  const key = pairKey(edge.source, edge.target);
  if (!edgesOfPair.has(key)) edgesOfPair.set(key, []);
  edgesOfPair.get(key).push(edge);
}
const childrenOf = new Map();
for (const node of nodes.values()) {
  if (!node.parent) continue;
  if (!childrenOf.has(node.parent)) childrenOf.set(node.parent, []);
  childrenOf.get(node.parent).push(node.id);
}

const plainNumbers = new Intl.NumberFormat(lang, { maximumFractionDigits: 2 });
const numbers = { format: (n) => plainNumbers.format(n).replace("-", "−") };
const plural = new Intl.PluralRules(lang);
const collator = new Intl.Collator(lang, { sensitivity: "base", numeric: true });

/* A phrase with its {places} filled. */
function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/* A counted phrase: "1 article", "3 articles". */
function count(key, n) {
  return say(`${key}_${plural.select(n) === "one" ? "one" : "other"}`, { n: numbers.format(n) });
}

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
  const format = { year: "numeric", month: monthStyle, timeZone: "UTC", ...(day ? { day: "numeric" } : {}) };
  return new Intl.DateTimeFormat(lang, format).format(new Date(Date.UTC(+year, +month - 1, +(day ?? 1))));
}

function sayPeriod(first, last) {
  if (!first && !last) return "";
  return first === last || !last ? sayDate(first) : `${sayDate(first)} – ${sayDate(last)}`;
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
function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : darkSystem.matches;
}
const shade = (look) => (isDark() ? look.dark : look.color);
const typeLook = (type) => graph.looks.actors[type] ?? UNKNOWN;
const relationLook = (type) => graph.looks.relations[type] ?? UNKNOWN;
const cssColor = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/* The mark of an actor type, as on the map. */
const SHAPES = {
  dot: () => svg("circle", { cx: 8, cy: 8, r: 6 }),
  square: () => svg("rect", { x: 2.5, y: 2.5, width: 11, height: 11 }),
  triangle: () => svg("path", { d: "M8 1.5 15 14H1z" }),
  triangleDown: () => svg("path", { d: "M8 14.5 15 2H1z" }),
  diamond: () => svg("path", { d: "M8 .8 15.2 8 8 15.2.8 8z" }),
  hexagon: () => svg("path", { d: "M4.4 1.8h7.2L15.2 8l-3.6 6.2H4.4L.8 8z" }),
};
function typeMark(type) {
  const look = typeLook(type);
  return svg("svg", { viewBox: "0 0 16 16", class: "mark", fill: shade(look), "aria-hidden": "true" }, SHAPES[look.shape]());
}

/* The stroke of a relation type, as on the map. */
function relationMark(type, { arrow = true } = {}) {
  const look = relationLook(type);
  const width = type === "affiliation" || type === CO_MENTION ? 1.6 : 2.6;
  const line = svg("path", { d: `M1 6H${arrow ? 24 : 31}`, "stroke-width": width, "stroke-dasharray": look.dash.join(" "), fill: "none" });
  const parts = arrow ? [line, svg("path", { d: "M23 1.8 31 6l-8 4.2z", fill: shade(look), stroke: "none" })] : [line];
  return svg("svg", { viewBox: "0 0 32 12", class: "stroke", stroke: shade(look), "aria-hidden": "true" }, ...parts);
}

const label = (id) => nodes.get(id)?.label ?? id;
const arrowOf = (edge) => (edge.directed ? "→" : "↔");
