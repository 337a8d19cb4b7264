// A page that goes to paper leaves an entry in the audit log first; without one it is not printed.
"use strict";

const address = document.currentScript.dataset.url;

addEventListener("beforeprint", () => {
  const told = new FormData();
  told.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  told.set("page", location.pathname);
  const request = new XMLHttpRequest();
  // The browser prints as soon as this function returns, so it has to wait for the answer.
  request.open("POST", address, false);
  try {
    request.send(told);
  } catch {
    // No answer: the status stays 0.
  }
  document.documentElement.classList.toggle("print-refused", request.status !== 204);
});
