/* The map as an SVG, with its title, its legend and what was filtered; the PNG is that SVG at twice the size. */

const PICTURE = { head: 62, foot: 52, margin: 20 };

function picture() {
  const { clientWidth: width, clientHeight: height } = byId("map");
  const full = height + PICTURE.head + PICTURE.foot;
  const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${full}`, width, height: full, "font-family": LABEL_FONT });
  root.append(svg("title", {}, pictureTitle()), svg("rect", { width, height: full, fill: cssColor("--stage") }));
  const scale = map.network.getScale();
  const origin = map.network.canvasToDOM({ x: 0, y: 0 });
  const at = ({ x, y }) => ({ x: (origin.x + x * scale).toFixed(1), y: (origin.y + y * scale + PICTURE.head).toFixed(1) });
  const area = viewArea();
  const inside = svg("g", { "clip-path": "url(#frame)" });
  root.append(svg("clipPath", { id: "frame" }, svg("rect", { y: PICTURE.head, width, height })), inside);
  for (const edge of [...visible.edges].sort((a, b) => strokeWidth(a) - strokeWidth(b))) if (isInView(edge, area)) inside.append(strokeShape(edge, at, scale));
  for (const node of visible.nodes) if (isInside(node, area, radius(node))) inside.append(dotShape(node, at, scale));
  for (const { node, text, box, size } of map.labels) {
    const place = at(box);
    inside.append(svg("text", { ...place, "font-size": (size * scale).toFixed(1), "font-weight": node.size > 15 ? 600 : 500, ...(node.generic ? { "font-style": "italic" } : {}), fill: cssColor(node.generic ? "--muted" : "--ink"), stroke: cssColor("--stage"), "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke", "text-anchor": "middle", "dominant-baseline": "central" }, text));
  }
  root.append(...pictureFrame(width, full));
  return root;
}

const pictureTitle = () => packed.title || words.untitled;

function strokeShape(edge, at, scale) {
  const isBright = !map.part || map.part.edges.has(edge);
  const width = strokeWidth(edge);
  const { ax, ay, bx, by, cx, cy } = course(edge, true);
  const [from, to] = [at({ x: ax, y: ay }), at({ x: bx, y: by })];
  const middle = cx === null ? null : at({ x: cx, y: cy });
  const stroke = svg("path", { d: middle ? `M${from.x} ${from.y}Q${middle.x} ${middle.y} ${to.x} ${to.y}` : `M${from.x} ${from.y}L${to.x} ${to.y}`, fill: "none", stroke: strokeColor(edge), "stroke-width": Math.max(0.6, width * scale).toFixed(2), ...(strokeDash(edge).length ? { "stroke-dasharray": strokeDash(edge).map((length) => (length * scale).toFixed(1)).join(" ") } : {}) });
  const group = svg("g", { opacity: isBright ? strokeOpacity(edge) : DIM }, svg("title", {}, `${edge.from.label} ${arrowOf(edge)} ${edge.to.label} : ${word("relation", edge.type)}, ${count("sentences", edge.now.weight)}`), stroke);
  if (edge.directed && (!map.isBatched || scale > NEAR)) group.append(svg("path", { d: `M${arrowHead(edge, width).map(at).map(({ x, y }) => `${x} ${y}`).join("L")}Z`, fill: strokeColor(edge) }));
  return group;
}

function dotShape(node, at, scale) {
  const size = Math.max(drawnSize(node) * scale, 1.5);
  const place = at(node);
  const look = { fill: nodeColor(node), stroke: cssColor("--stage"), "stroke-width": 1, opacity: (!map.part || map.part.nodes.has(node) ? 1 : 0.16) * (node.generic ? 0.6 : 1) };
  const corners = CORNERS[node.shape];
  const shape = corners ? svg("path", { ...look, d: `M${corners.map(([x, y]) => `${(Number(place.x) + x * size).toFixed(1)} ${(Number(place.y) + y * size).toFixed(1)}`).join("L")}Z` }) : svg("circle", { ...look, cx: place.x, cy: place.y, r: size.toFixed(1) });
  shape.append(svg("title", {}, node.label));
  return shape;
}

/* Title and filters above, legend and maker below. */
function pictureFrame(width, full) {
  const text = (x, y, content, options) => svg("text", { x, y, fill: cssColor("--ink"), "font-size": 12, ...options }, content);
  const filters = activeFilters().map((filter) => filter.text).join(" · ");
  const parts = [
    svg("rect", { width, height: PICTURE.head, fill: cssColor("--surface") }),
    svg("rect", { y: full - PICTURE.foot, width, height: PICTURE.foot, fill: cssColor("--surface") }),
    text(PICTURE.margin, 28, pictureTitle(), { "font-size": 18, "font-weight": 650 }),
    text(PICTURE.margin, 48, [byId("counts").textContent, corpusFacts(), filters].filter(Boolean).join(" · "), { fill: cssColor("--soft") }),
  ];
  let x = PICTURE.margin;
  const context = h("canvas").getContext("2d");
  context.font = `12px ${LABEL_FONT}`;
  const put = (mark, name) => {
    const length = context.measureText(name).width;
    if (x + 40 + length > width - PICTURE.margin) return;
    parts.push(mark(x), text(x + 38, full - 28, name));
    x += 38 + length + 20;
  };
  const y = full - 32;
  for (const type of RELATIONS) {
    if (!visible.edges.some((edge) => edge.type === type && !isDenied(edge))) continue;
    const look = relationLook(type);
    put((left) => svg("path", { d: `M${left} ${y}h30`, stroke: shade(look), "stroke-width": 2.4, ...(look.dash.length ? { "stroke-dasharray": look.dash.join(" ") } : {}) }), word("relation", type));
  }
  parts.push(text(PICTURE.margin, full - 10, `${words.picture_maker}`, { "font-size": 11, fill: cssColor("--muted") }));
  return parts;
}

const svgText = () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture())}\n`;

function saveSvg() {
  saveFile(fileName(".svg"), svgText(), "image/svg+xml");
}

async function savePng() {
  const drawn = picture();
  const [width, height] = ["width", "height"].map((name) => Number(drawn.getAttribute(name)));
  const address = URL.createObjectURL(new Blob([svgText()], { type: "image/svg+xml" }));
  const image = new Image(width * 2, height * 2);
  image.src = address;
  await image.decode();
  const canvas = h("canvas", { width: width * 2, height: height * 2 });
  canvas.getContext("2d").drawImage(image, 0, 0, width * 2, height * 2);
  URL.revokeObjectURL(address);
  canvas.toBlob((blob) => saveFile(fileName(".png"), blob));
}
