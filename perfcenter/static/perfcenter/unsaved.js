// Words typed and not sent go along when the language or the theme is switched; who leaves the page otherwise is asked first.
"use strict";

let sent = null;
let isCarried = false;

function isChanged(field) {
  if (field.type === "hidden" || field.disabled) return false;
  if (field.type === "checkbox" || field.type === "radio") {
    return field.checked !== field.defaultChecked;
  }
  if (field.options) {
    const chosen = [...field.options];
    return chosen.some((option) => option.defaultSelected)
      ? chosen.some((option) => option.selected !== option.defaultSelected)
      : field.selectedIndex > 0;
  }
  return field.defaultValue !== undefined && field.value !== field.defaultValue;
}

// What was refused stands in its fields as if it came from the site, but nothing keeps it.
function isRefused(form) {
  const refused = form.querySelector("[role=alert], [aria-invalid=true]") !== null;
  return refused && [...form.elements].some((field) => field.type !== "hidden" && field.defaultValue);
}

function holdsUnsaved(form) {
  if (form.method !== "post") return false;
  // A page on the way (is this to be approved?) says by itself that it carries words.
  if (form.dataset.unsaved !== undefined) return true;
  return isRefused(form) || [...form.elements].some(isChanged);
}

// Passwords and chosen files stay in this page, or are gone: about these the browser asks.
function cannotGoAlong(form) {
  return [...form.elements].some((field) => ["password", "file"].includes(field.type) && field.value);
}

function carry(along) {
  const held = [...document.forms].filter((form) => form !== along && holdsUnsaved(form));
  const texts = held.map((form) => {
    // Not form.action: that is a button where one has this name.
    const { pathname, search } = new URL(form.getAttribute("action") || location, location);
    return `${pathname}${search}\n${new URLSearchParams(new FormData(form))}`;
  });
  const tooLong = texts.reduce((sum, text) => sum + text.length, 0) > 500_000;
  isCarried = !held.some(cannotGoAlong) && !tooLong;
  if (!isCarried) return;
  for (const text of texts) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "unsent", value: text });
    along.append(field);
  }
}

// What a page that saves by itself kept in this browser (autosave.js): whoever logs out leaves nothing behind.
function forget(who) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(`perfcenter-unsent:${who}:`)) localStorage.removeItem(key);
  }
}

addEventListener("submit", (event) => {
  sent = event.target;
  isCarried = sent.dataset.drops !== undefined; // a button that says so drops what was typed
  if (sent.matches(".lang, .theme")) carry(sent);
  if (sent.dataset.logout) forget(sent.dataset.logout);
});

addEventListener("beforeunload", (event) => {
  const kept = [...document.forms].filter((form) => form !== sent);
  const isAsked = !isCarried && kept.some(holdsUnsaved);
  sent = null;
  isCarried = false;
  if (isAsked) event.preventDefault();
});
