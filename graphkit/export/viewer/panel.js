/* The panel at the side: an overview, an actor's card, a path, the sentences behind a link, or the corrections. */

function renderPanel() {
  const panel = byId("panel");
  const { selection } = state;
  const cards = { actor: () => actorCard(model.nodes.get(selection.id)), link: () => linkCard(model.edges.get(selection.id)), path: () => pathCard(model.nodes.get(selection.id), model.nodes.get(selection.to)) };
  const what = JSON.stringify(selection);
  const isSame = panel.dataset.shows === what; // under other filters: the reader stays at the same line
  const top = panel.scrollTop;
  panel.replaceChildren(...(selection ? cards[selection.kind]() : overview()).filter(Boolean));
  panel.dataset.shows = what;
  panel.scrollTop = isSame ? top : 0;
  document.body.classList.toggle("has-selection", Boolean(selection));
}

function overview() {
  const shown = visible.edges.filter((edge) => edge.type !== CO_MENTION).sort(byWeight);
  const actors = [...visible.nodes].sort(byStrength);
  return [
    h("div", { class: "card-head" }, h("h2", { class: "card-title" }, words.overview), h("p", { class: "lead" }, words.overview_text), h("p", { class: "facts" }, corpusFacts())),
    section(words.main_links, null, shown.length ? longList(shown, (edge) => linkRow(edge), { first: 10 }) : h("p", { class: "lead" }, model.edges.size ? words.no_links : words.no_edges)),
    actors.length ? section(words.main_actors, null, longList(actors, actorRow, { first: 8 })) : null,
  ];
}

/* How many articles, from how many outlets, of what time. */
function corpusFacts() {
  const days = articles.map(({ date }) => date).filter(Boolean).sort();
  const named = new Set(articles.map(outletOf).filter(Boolean));
  return [count("articles", articles.length), named.size ? count("outlets", named.size) : null, days.length ? sayPeriod(days[0], days.at(-1)) : null].filter(Boolean).join(" · ");
}

function actorRow(node) {
  return h("li", {}, h("button", { type: "button", class: "row", onclick: () => select({ kind: "actor", id: node.id }) }, markOf(node), h("span", { class: "row-name" }, node.label), h("span", { class: "number" }, numbers.format(node.strength))));
}

function section(title, number, ...content) {
  return h("section", { class: "block" }, h("h3", {}, title, number === null ? null : h("span", { class: "number" }, numbers.format(number))), ...content.flat());
}

function cardHead(...content) {
  return h("div", { class: "card-head" }, h("div", { class: "card-bar" }, h("button", { type: "button", class: "quiet", onclick: () => select(null) }, `← ${words.back}`), h("button", { type: "button", class: "tool icon", id: "close-panel", "aria-label": words.close, title: words.close, onclick: () => select(null) }, "×")), ...content);
}

/* Said when filters hide what the panel shows. */
function hiddenNote(isShown) {
  if (isShown) return null;
  return h("p", { class: "note" }, words.hidden_selection, " ", h("button", { type: "button", class: "link", onclick: liftFilters }, words.show_all));
}

/* ---------- an actor ---------- */

function actorCard(node) {
  const facts = [word("type", node.type), node.country ? countryName(node.country) : null, node.bloc ? `${words.bloc} ${node.bloc}` : null, node.generic ? words.generic : null].filter(Boolean).join(" · ");
  const stats = [[node.mentions, "mentions"], [node.documents, "articles"], [node.links, "links"]];
  return [
    cardHead(
      h("h2", { class: "card-title" }, markOf(node), h("span", {}, node.label)),
      h("p", { class: "facts" }, facts),
      node.parent && !node.members ? h("p", { class: "facts" }, `${words.part_of} `, model.nodes.has(node.parent) ? actorButton(node.parent) : label(node.parent)) : null,
      partsLine(node),
      h("dl", { class: "stats" }, stats.map(([n, name]) => h("div", {}, h("dt", {}, noun(name, n)), h("dd", {}, numbers.format(n))))),
      node.first ? h("p", { class: "facts" }, say("period", { period: sayPeriod(node.first, node.last) })) : null,
      focusBar(node),
      hiddenNote(node.isShown),
    ),
    ...[["alliance", words.allies], ["opposition", words.opponents], ["diplomacy", words.diplomacy], ["affiliation", words.affiliations], [CO_MENTION, words.co_mentions]].map(([type, title]) => partners(node, type, title)),
    aliasBlock(node),
    documentBlock(node),
    actorCorrections(node),
  ];
}

/* How far around an actor the map stays bright, whether the rest goes, and the way to another actor. */
function focusBar(node) {
  const depth = choice(words.depth, [1, 2, 3].map((n) => [n, say("depth_n", { n })]), state.depth, (n) => { state.depth = n; changed(); });
  const only = h("label", { class: "check" }, h("input", { type: "checkbox", id: "isolate", onchange: (event) => { state.isolate = event.target.checked; changed(); fitMap(); } }), h("span", {}, words.isolate));
  only.querySelector("input").checked = state.isolate;
  const field = actorField({ id: "path-to", name: words.path_to, accepts: (other) => other !== node, onchoose: (id) => select({ kind: "path", id: node.id, to: id }) });
  return h("div", { class: "focus-bar" }, h("div", { class: "line" }, h("span", { class: "hint" }, words.depth), depth, only), field);
}

function partsLine(node) {
  const parts = (node.members ?? []).filter((member) => member.id !== node.id);
  if (parts.length) return h("p", { class: "facts" }, `${words.joined} ${parts.map((part) => part.label).join(", ")}`);
  const children = model.children.get(node.id) ?? [];
  if (!children.length) return null;
  const few = children.slice(0, 12);
  return h("p", { class: "facts" }, `${words.parts} `, few.flatMap((id, index) => [index ? ", " : "", actorButton(id)]), children.length > few.length ? "…" : "");
}

/* The number at the head counts actors, not edges. */
function partners(node, type, title) {
  const list = node.edges.filter((edge) => edge.type === type && (edge.now.weight > 0 || edge.isShown)).sort(byWeight);
  if (!list.length) return null;
  const others = new Set(list.filter((edge) => edge.now.weight > 0).map((edge) => otherEnd(edge, node)));
  const block = section(title, others.size, longList(list, (edge) => linkRow(edge, node), { first: type === CO_MENTION ? 4 : 8 }));
  block.querySelector("h3").prepend(relationMark(type, { arrow: false }));
  return block;
}

function aliasBlock(node) {
  const aliases = aliasesOf(node);
  if (!aliases.length) return null;
  const row = ([form, kind, n, rule]) => h("tr", {}, h("td", {}, form), h("td", {}, word("kind", kind)), h("td", { class: "number" }, numbers.format(n)), h("td", { class: "rule" }, rule));
  const body = longList(aliases, row, { first: 8, tag: "tbody", className: "" });
  const head = [words.alias_form, words.alias_kind, words.alias_count, words.alias_rule].map((name) => h("th", { scope: "col" }, name));
  return section(words.aliases, aliases.length, h("table", { class: "small" }, h("thead", {}, h("tr", {}, head)), body[0]), body[1] ?? "");
}

function documentBlock(node) {
  const cited = docsOf(node).map((index) => articles[index]);
  if (!cited.length) return null;
  cited.sort((a, b) => (b.date ?? "").localeCompare(a.date ?? "") || collator.compare(a.id, b.id));
  return section(words.documents, cited.length, longList(cited, (article) => h("li", { class: "source" }, sourceLine(article)), { first: 5 }));
}

/* ---------- a way between two actors ---------- */

function pathCard(start, end) {
  const { path } = map.part ?? selectedPart();
  const steps = stepsOf(path);
  const step = ([one, other]) => {
    const between = one.edges.filter((edge) => edge.isShown && otherEnd(edge, one) === other).sort(byWeight);
    return h("li", { class: "step" }, h("p", { class: "facts kind-line" }, markOf(one), actorButton(one.id), h("span", { class: "arrow" }, "–"), markOf(other), actorButton(other.id)), h("ul", { class: "rows" }, between.map((edge) => linkRow(edge))));
  };
  return [
    cardHead(
      h("h2", { class: "card-title pair" }, actorButton(start.id), h("span", { class: "arrow" }, "⋯"), actorButton(end.id)),
      h("p", { class: "facts" }, path ? count("steps", steps.length) : words.no_path),
      path ? h("p", { class: "lead" }, words.path_note) : h("p", { class: "note" }, h("button", { type: "button", class: "link", onclick: liftFilters }, words.show_all)),
    ),
    path ? h("section", { class: "block" }, h("ol", { class: "steps" }, steps.map(step))) : null,
  ];
}

/* ---------- a link ---------- */

function linkCard(edge) {
  const others = edge.pair.filter((other) => other !== edge && (other.now.weight > 0 || other.isShown));
  const { now } = edge;
  const given = edge.relations.length ? now : edge;
  return [
    cardHead(
      h("h2", { class: "card-title pair" }, actorButton(edge.source), h("span", { class: "arrow", title: edge.directed ? "" : words.undirected }, arrowOf(edge)), actorButton(edge.target)),
      h("p", { class: "facts kind-line" }, edgeMark(edge), h("strong", {}, word("relation", edge.type)), now.modality && now.modality !== "asserted" ? modalityBadge(now.modality) : null, edge.denied ? deniedBadge() : null),
      edge.denied ? h("p", { class: "facts" }, words.only_denied) : h("p", { class: "facts" }, [count("sentences", given.weight), count("articles", given.documents), count("sources", given.sources)].join(", ")),
      now.first ? h("p", { class: "facts" }, sayPeriod(now.first, now.last)) : null,
      h("div", { class: "line" }, h("button", { type: "button", class: "small-tool", id: "cite-link", onclick: () => copyText(citation(edge), words.copied) }, icon("quote"), words.cite)),
      hiddenNote(edge.isShown),
    ),
    evidenceSection(edge, true),
    others.length ? h("h3", { class: "between" }, words.between) : null,
    ...others.map((other) => evidenceSection(other, false)),
    edge.relations.length ? linkCorrections(edge) : null,
  ];
}

/* Sentences of one edge, newest first; what the filters leave out, and what denies, on demand. */
function evidenceSection(edge, isOpen) {
  if (isOpen) return h("section", { class: "block evidence" }, statementsOf(edge));
  const body = h("div", {});
  const title = h("summary", {}, edgeMark(edge), h("span", { class: "row-name" }, `${word("relation", edge.type)} · ${edge.from.label} ${arrowOf(edge)} ${edge.to.label}`), h("span", { class: "number" }, numbers.format(edge.now.weight)));
  return h("details", { class: "block evidence", ontoggle: () => { if (!body.childElementCount) body.append(...statementsOf(edge)); } }, title, body);
}

function statementsOf(edge) {
  if (!edge.relations.length) return longList(edge.examples, ([doc, sentence]) => exampleItem(articles[doc], sentence), { first: 30, tag: "ol", className: "statements" });
  const stated = edge.relations.filter((relation) => !relation.negated && passes(relation));
  const denied = edge.relations.filter((relation) => relation.negated && passes(relation));
  const rest = edge.relations.filter((relation) => !passes(relation));
  const make = (relation) => statementItem(relation, edge);
  const list = longList(state.denied || edge.denied ? [...stated, ...denied] : stated, make, { first: 30, tag: "ol", className: "statements" });
  if (denied.length && !(state.denied || edge.denied)) list.push(onDemand(count("denials", denied.length), denied, make));
  if (rest.length) list.push(onDemand(count("left_out", rest.length), rest, make));
  return list;
}

function onDemand(text, items, make) {
  const place = h("div", { class: "demand" });
  const button = h("button", { type: "button", class: "quiet", onclick: () => place.replaceChildren(h("p", { class: "hint" }, text), h("ol", { class: "statements" }, items.map(make))) }, text);
  place.append(button);
  return place;
}

const ROLES = ["source", "target", "cue"];
const sentenceOf = (relation) => evidenceBlock().sentences[relation.sentence];

function markedSentence(relation) {
  const text = sentenceOf(relation);
  const { marks } = evidenceBlock().details[relation.index];
  const parts = [];
  let done = 0;
  for (let at = 0; at < marks.length; at += 3) {
    const [role, start, end] = marks.slice(at, at + 3);
    parts.push(text.slice(done, start), h("mark", { class: ROLES[role] }, text.slice(start, end)));
    done = end;
  }
  return h("blockquote", {}, ...parts, text.slice(done));
}

function statementItem(relation, edge) {
  const details = evidenceBlock().details[relation.index];
  const trace = [details.event ? word("event", details.event) : null, details.intensity ? `${words.intensity} ${numbers.format(details.intensity)}` : null, `${words.confidence} ${percents.format(relation.confidence)}`, `${words.rule} ${details.rule}`];
  const isWrong = corrections.isMarked(details.id);
  return h("li", { class: `statement${relation.negated ? " is-negated" : ""}${isWrong ? " is-wrong" : ""}`, "data-type": edge.type },
    h("p", { class: "statement-head" }, h("time", { datetime: relation.date }, sayDate(relation.date)), modalityBadge(relation.modality), relation.negated ? deniedBadge() : null, details.by ? h("span", { class: "by" }, say("attributed", { name: details.by })) : null),
    markedSentence(relation),
    h("p", { class: "source" }, sourceLine(relation.article, relation.date)),
    h("details", { class: "trace" }, h("summary", {}, words.how), h("p", {}, trace.filter(Boolean).join(" · "))),
    h("div", { class: "statement-tools" },
      h("button", { type: "button", class: "small-tool", onclick: () => copyText(citation(edge, relation), words.copied) }, icon("quote"), words.cite_sentence),
      flagMenu(relation, edge, details.id),
    ),
  );
}

function exampleItem(article, sentence) {
  return h("li", { class: "statement" }, h("blockquote", {}, evidenceBlock().sentences[sentence]), h("p", { class: "source" }, sourceLine(article)));
}

/* Outlet, title and date of an article; a link only where its address is http(s). */
function sourceLine(article, saidDate = null) {
  const title = article.title ?? article.id;
  const name = article.url ? h("a", { href: article.url, target: "_blank", rel: "noopener noreferrer", title: words.open_article }, title) : h("span", { class: "article" }, title);
  const copied = article.copy_of ? h("span", { class: "badge" }, say("copy", { name: articleOf.get(article.copy_of)?.outlet ?? article.copy_of })) : null;
  const facts = [article.outlet, article.date && article.date !== saidDate ? sayDate(article.date) : null].filter(Boolean).join(", ");
  return [name, facts ? h("span", { class: "facts" }, ` — ${facts}`) : null, copied];
}
