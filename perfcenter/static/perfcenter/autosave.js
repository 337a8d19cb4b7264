// A form that saves by itself: what is typed goes to the site when typing pauses, and stays in this browser until it is there.
"use strict";

const form = document.querySelector("form[data-autosave]");
const status = document.querySelector("[data-autosave-status]");
const place = document.querySelector("[data-autosave-place]")?.dataset.autosavePlace;
const PREFIX = "perfcenter-unsent:";
const PAUSE = 3_000;
const WAITS = [5_000, 10_000, 20_000, 40_000, 60_000];
const OLDEST = 14 * 24 * 3600 * 1000;
const FLAGS = ["version", "saves"];
const OF_GOALS = ["target_", "action_", "reason_"];

const here = `${place}#${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
let timer = null;
let tries = 0;
let isSending = false;
let pending = null; // what was sent and never answered: it goes again as it was, for it may be there already
let waiting = null; // what comes after the next time it is saved
let isLeaving = false;
let isHeld = false; // nothing is taken any more: typing is kept here alone
let isUnsent = form?.dataset.unsaved !== undefined; // what the site brought without saving it
const held = new Set(); // places at which two windows differ: they wait for a choice, the others go on

function fields() {
  return [...form.elements].filter((field) => field.name && ["textarea", "text"].includes(field.type));
}

function field(name) {
  return fields().find((one) => one.name === name);
}

function changed() {
  return fields().filter((one) => one.value !== one.defaultValue);
}

// A place is a section, or a measure's goal with all of its fields.
function isOfHeld(one) {
  return held.has(one.name) || OF_GOALS.some((part) => one.name.startsWith(part) && held.has(`goal_${one.name.slice(part.length)}`));
}

function waitingFields() {
  return changed().filter((one) => !isOfHeld(one));
}

// Held places keep the version on which they were read: the site asks about them on that one.
function hold(places, stand) {
  if (!held.size) for (const name of FLAGS) form.elements[`held_${name}`].value = stand[name];
  for (const place of places) held.add(place);
  form.elements.held.value = [...held].join(" ");
}

function stand(prefix = "") {
  return Object.fromEntries(FLAGS.map((name) => [name, form.elements[prefix + name].value]));
}

function say(text, tone = "") {
  status.className = `autosave ${tone}`;
  status.textContent = text;
}

function kept() {
  const found = [];
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    let one = null;
    try {
      one = JSON.parse(localStorage.getItem(key));
    } catch {
      // Not ours: it goes with the old ones.
    }
    if (!one || !one.fields || Date.now() - one.at > OLDEST) localStorage.removeItem(key);
    else if (key.startsWith(`${place}#`)) found.push({ key, ...one });
  }
  return found.sort((one, other) => one.at - other.at);
}

function keep() {
  keepOnly(here, waitingFields(), stand());
  keepOnly(`${here}-held`, changed().filter(isOfHeld), stand("held_"));
}

function keepOnly(key, unsent, on) {
  if (isLeaving || !unsent.length) {
    localStorage.removeItem(key);
    return;
  }
  const one = { at: Date.now(), money: form.elements.money?.value, ...on, fields: {} };
  for (const each of unsent) one.fields[each.name] = each.value;
  try {
    localStorage.setItem(key, JSON.stringify(one));
  } catch {
    say(status.dataset.full, "bad");
  }
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(send, wait);
}

function written() {
  const body = new URLSearchParams(new FormData(form));
  body.set("action", "by_itself");
  return { body, on: stand(), sent: new Map(fields().map((one) => [one.name, one.value])) };
}

async function send() {
  // What the site brought without saving it (a draft by rule) is as if it were typed.
  if (isSending || isHeld || (!pending && !waitingFields().length && !isUnsent)) return;
  isSending = true;
  pending ??= written();
  const { body, sent, on } = pending;
  let answer = null;
  let told = null;
  say(status.dataset.saving);
  try {
    answer = await fetch(form.getAttribute("action") || location.pathname, {
      method: "POST", body, credentials: "same-origin", headers: { accept: "application/json" },
      signal: AbortSignal.timeout(30_000),
    });
    told = await answer.json();
  } catch {
    // No answer, or one that is a page: `told` stays empty.
  }
  isSending = false;
  hear(answer, told, sent, on);
}

function hear(answer, told, sent, on) {
  if (told) pending = null;
  if (answer?.ok && told) {
    tries = 0;
    take(told, sent, on);
    return;
  }
  keep();
  if (told) {
    isHeld = answer.status !== 422;
    say(told.said, "bad");
    return;
  }
  if (answer && answer.status < 500 && answer.status !== 429) {
    isHeld = true; // logged out, or a page from before the last login
    say(status.dataset.out, "bad");
    return;
  }
  say(navigator.onLine && answer ? status.dataset.busy : status.dataset.offline, "bad");
  later(WAITS[Math.min(tries++, WAITS.length - 1)]);
}

// What another window saved comes into the fields that this one left alone.
function take(told, sent, on) {
  if (told.held.length) hold(told.held, on);
  for (const [name, text] of sent) if (!isOfHeld(field(name))) field(name).defaultValue = text;
  const brought = Object.entries(told.fields).filter(([name]) => field(name));
  // Typed into since it was sent: the next time it is asked about, on what was read before.
  const isTypedOver = brought.some(([name]) => field(name).value !== sent.get(name));
  if (!isTypedOver) {
    for (const [name, text] of brought) Object.assign(field(name), { defaultValue: text, value: text });
    for (const name of FLAGS) form.elements[name].value = told.fields[name];
  }
  for (const place of document.querySelectorAll("[data-spoken]")) {
    if (held.has(place.dataset.spoken)) continue;
    const text = told.spoken[place.dataset.spoken];
    place.textContent = text ?? "";
    place.parentElement.hidden = !text;
  }
  isUnsent = false;
  if (!held.size) delete form.dataset.unsaved;
  keep();
  say(told.said, told.held.length ? "bad" : "good");
  // Where the page asks already, its own button answers.
  if (told.held.length && !form.elements.asked) status.append(" ", compare());
  if (waitingFields().length) later(PAUSE);
  else waiting?.();
  waiting = null;
}

function compare() {
  const button = document.createElement("button");
  Object.assign(button, { className: "button small", name: "action", value: "save", textContent: status.dataset.compare });
  button.setAttribute("form", form.id);
  return button;
}

function offer(one) {
  const band = document.createElement("div");
  band.className = "band warn kept-here";
  band.append(Object.assign(document.createElement("span"), { textContent: status.dataset.kept }));
  const take = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: status.dataset.take });
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: status.dataset.drop });
  take.addEventListener("click", () => takeOver(one, band));
  drop.addEventListener("click", () => {
    localStorage.removeItem(one.key);
    band.remove();
  });
  const words = document.createElement("details");
  words.append(Object.assign(document.createElement("summary"), { textContent: status.dataset.see }));
  for (const text of Object.values(one.fields)) {
    words.append(Object.assign(document.createElement("p"), { className: "prose", textContent: text }));
  }
  if (form) band.append(" ", take);
  band.append(" ", drop, words);
  status.closest(".sticky-top").after(band);
}

// The words go to the site on what was read when they were typed, so that it merges them as if they had come then;
// what was typed since goes first, on its own.
function takeOver(one, band) {
  if (waitingFields().length) {
    waiting = () => takeOver(one, band);
    later(0);
    return;
  }
  const isOtherUnit = one.money !== form.elements.money?.value;
  const left = {};
  for (const [name, text] of Object.entries(one.fields)) {
    if (field(name) && !(isOtherUnit && name.startsWith("target_"))) field(name).value = text;
    else left[name] = text;
  }
  for (const name of FLAGS) form.elements[name].value = one[name];
  if (Object.keys(left).length) {
    localStorage.setItem(one.key, JSON.stringify({ ...one, fields: left }));
  } else {
    localStorage.removeItem(one.key);
    band.remove();
  }
  keep();
  later(0);
}

function isThere(one) {
  return Object.entries(one.fields).every(([name, text]) => {
    const said = form ? field(name)?.value : document.querySelector(`[data-said="${name}"]`)?.dataset.typed;
    return said !== undefined && (said.trim() === text.trim() || isSameNumber(said, text));
  });
}

// A goal comes back as the site writes it: 1,200.00 for 1200.
function isSameNumber(said, text) {
  const [one, other] = [said, text].map((each) => each.replace(/[,，\s]/g, ""));
  return one !== "" && other !== "" && Number(one) === Number(other);
}

if (place) {
  for (const one of kept()) {
    if (isThere(one)) localStorage.removeItem(one.key);
    else offer(one);
  }
}

if (form) {
  // The page asks which words stay at some places: they wait for its own button.
  const asked = [...form.querySelectorAll("[name=asked]")].map((one) => one.value);
  for (const place of form.elements.held.value.split(" ")) if (place) held.add(place);
  if (asked.length) hold(asked, stand());
  form.addEventListener("input", () => {
    isLeaving = false;
    keep();
    if (!isHeld && !tries) later(PAUSE);
  });
  addEventListener("online", () => later(0));
  addEventListener("pagehide", keep);
  addEventListener("submit", (event) => {
    isLeaving = event.target.dataset.logout !== undefined;
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  if (waitingFields().length || isUnsent) later(PAUSE);
}

// A figure goes where the cursor was in the section whose button opened the list.
let target = null;
document.addEventListener("click", (event) => {
  const { insertInto, insert } = event.target.closest("button")?.dataset ?? {};
  if (insertInto) target = document.getElementById(insertInto);
  if (!insert || !target) return;
  target.setRangeText(insert, target.selectionStart, target.selectionEnd, "end");
  target.dispatchEvent(new Event("input", { bubbles: true }));
  document.getElementById("figures").hidePopover();
  target.focus();
});
