/* Time: a histogram of the statements by month, two thumbs, and a button that plays. */

const STEP = 900; // milliseconds between two steps of the play button
const timeline = { isPlaying: false, timer: null, key: "", counted: null };

/* What the histogram counts: statements that pass every filter but time, by month. */
function countMonths() {
  const key = JSON.stringify([[...state.relations], [...state.modalities], state.minConfidence, [...state.outlets], state.rollUp]);
  if (timeline.key === key) return timeline.counted;
  timeline.key = key;
  const counts = new Map();
  let [undated, vague] = [0, 0];
  const passesTimeless = (relation) => state.modalities.has(relation.modality) && relation.confidence * 100 >= state.minConfidence && state.outlets.has(outletOf(relation.article));
  const done = new Set();
  for (const edge of model.edges.values()) {
    if (!state.relations.has(edge.type) || edge.denied) continue;
    for (const relation of edge.relations) {
      if (relation.negated || done.has(relation) || !passesTimeless(relation)) continue;
      done.add(relation);
      if (!relation.months) undated += 1;
      else if (relation.months[0] !== relation.months[1]) vague += 1;
      else counts.set(relation.months[0], (counts.get(relation.months[0]) ?? 0) + 1);
    }
  }
  timeline.counted = { counts, undated, vague };
  return timeline.counted;
}

function startTimeline() {
  byId("timeline").hidden = !hasTime;
  if (!hasTime) return;
  for (const id of ["since", "until"]) {
    const input = byId(id);
    input.min = firstMonth;
    input.max = lastMonth;
    let wanted = null;
    input.addEventListener("input", () => {
      const isWaiting = wanted !== null;
      wanted = Number(input.value); // stopping sets the thumbs back to what is shown
      if (timeline.isPlaying) stopPlaying();
      if (!isWaiting) requestAnimationFrame(() => { const month = wanted; wanted = null; moveThumb(id, month); });
    });
  }
  byId("play").addEventListener("click", () => (timeline.isPlaying ? stopPlaying() : startPlaying()));
  byId("whole-time").addEventListener("click", () => { stopPlaying(); setPeriod(firstMonth, lastMonth); });
  byId("keep-undated").addEventListener("change", (event) => { state.undated = event.target.checked; changed(); });
}

/* A thumb that meets the other one stops there. */
function moveThumb(id, month) {
  const [since, until] = [state.since ?? firstMonth, state.until ?? lastMonth];
  if (id === "since") setPeriod(Math.min(month, until), until);
  else setPeriod(since, Math.max(month, since));
}

/* A bound at the end of time is no bound: then what has no date is shown too. */
function setPeriod(since, until) {
  state.since = since <= firstMonth && until >= lastMonth ? null : since;
  state.until = since <= firstMonth && until >= lastMonth ? null : until;
  changed();
}

/* From the first month on, the graph grows; a period that was chosen moves instead. Empty steps are left out. */
function startPlaying() {
  const width = isPeriod() ? (state.until ?? lastMonth) - (state.since ?? firstMonth) : null;
  const { counts } = countMonths();
  const months = [...counts.keys()].sort((a, b) => a - b);
  const steps = months.filter((month) => width === null || month + width <= lastMonth || month === months[0]);
  let at = width === null ? 0 : Math.max(0, steps.findIndex((month) => month > (state.since ?? firstMonth)));
  if (!steps.length) return;
  timeline.isPlaying = true;
  syncTimeline();
  const step = () => {
    const month = steps[at];
    if (width === null) { state.since = firstMonth; state.until = month; }
    else { state.since = month; state.until = Math.min(lastMonth, month + width); }
    changed();
    at += 1;
    if (at < steps.length) timeline.timer = setTimeout(step, STEP);
    else timeline.timer = setTimeout(() => { stopPlaying(); if (width === null) setPeriod(firstMonth, lastMonth); }, STEP);
  };
  step();
}

function stopPlaying() {
  clearTimeout(timeline.timer);
  timeline.isPlaying = false;
  syncTimeline();
}

function syncTimeline() {
  if (!hasTime) return;
  const [since, until] = [state.since ?? firstMonth, state.until ?? lastMonth];
  const { counts, undated, vague } = countMonths();
  for (const [id, month] of [["since", since], ["until", until]]) {
    byId(id).value = month;
    byId(id).setAttribute("aria-valuetext", sayDate(monthText(month)));
  }
  byId("since").style.zIndex = since > (firstMonth + lastMonth) / 2 ? 3 : null; // at the end, the left thumb must stay in reach
  byId("period").textContent = sayPeriod(monthText(since), monthText(until));
  byId("whole-time").hidden = !isPeriod();
  byId("play").setAttribute("aria-pressed", String(timeline.isPlaying));
  byId("play").setAttribute("aria-label", timeline.isPlaying ? words.pause : words.play);
  byId("play").title = timeline.isPlaying ? words.pause : words.play;
  byId("undated").hidden = !undated;
  byId("undated-text").textContent = say(isPeriod() && !state.undated ? "undated_hidden" : "undated_shown", { n: count("statements", undated) });
  byId("keep-undated").checked = state.undated;
  byId("keep-undated").hidden = !isPeriod();
  byId("vague-dates").hidden = !vague;
  byId("vague-dates").textContent = say("vague_dates", { n: count("statements", vague) });
  drawHistogram(counts, since, until);
}

/* One bar a month, above the place of its thumb; where there is less than three pixels for each, one for several. */
function drawHistogram(counts, since, until) {
  const place = byId("histogram");
  const width = Math.max(200, place.clientWidth || 600);
  const step = width / (lastMonth - firstMonth);
  const per = [1, 3, 6, 12, 24, 60, 120].find((n) => step * n >= 3) ?? 120;
  const bars = new Map();
  for (const [month, n] of counts) {
    const bar = Math.floor((month - firstMonth) / per);
    bars.set(bar, (bars.get(bar) ?? 0) + n);
  }
  const highest = Math.max(1, ...bars.values());
  const thick = Math.max(2.5, Math.min(28, step * per * 0.84));
  place.replaceChildren(...[...bars].map(([bar, n]) => {
    const from = firstMonth + bar * per;
    const to = Math.min(lastMonth, from + per - 1);
    const height = 4 + (n / highest) * 34;
    const shape = svg("rect", { x: (((from + to) / 2 - firstMonth) * step - thick / 2).toFixed(1), y: (40 - height).toFixed(1), width: thick.toFixed(1), height: height.toFixed(1), rx: 1, class: to >= since && from <= until ? "bar is-in" : "bar" });
    shape.append(svg("title", {}, `${sayPeriod(monthText(from), monthText(to))} : ${count("statements", n)}`));
    return shape;
  }));
}
