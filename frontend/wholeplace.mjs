// What a page does beyond plain HTML. Every page works without it.
import { Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, createAll } from "govuk-frontend";

const COMPONENTS = [Button, CharacterCount, Checkboxes, ErrorSummary, Radios];

function start(scope) {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  for (const component of COMPONENTS) createAll(component, undefined, { scope, onError: () => {} });
  for (const block of scope.querySelectorAll("[data-copy]")) offerCopy(block);
}

// What was just done asks for attention; where a page opens at a part of it, only once the browser has moved there, for that
// takes attention away.
function announce(scope) {
  createAll(NotificationBanner, undefined, { scope, onError: () => {} });
}

function offerCopy(block) {
  if (!navigator.clipboard || block.querySelector("button")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary wp-code__copy";
  button.textContent = block.dataset.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.querySelector("code").textContent);
    block.querySelector("[role=status]").textContent = block.dataset.copied;
  });
  block.append(button);
}

// A menu in the header closes when attention goes elsewhere, and on Escape.
function closeMenus(event) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (event.type === "keydown" ? event.key === "Escape" : !menu.contains(event.target)) {
      menu.open = false;
      if (event.type === "keydown") menu.querySelector("summary").focus();
    }
  }
}

// While attention is on a statement, its answers have keys. What the reply says is shown whatever its status; when there is
// none, the page says so.
function answerByKey(event) {
  const form = event.target.closest?.("[data-answers]");
  if (!form || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.key.length !== 1) return;
  form.querySelector(`[data-keys*="${CSS.escape(event.key.toLowerCase())}"]`)?.click();
}

function attend(scope) {
  scope.querySelector("[data-answers] legend")?.focus({ preventScroll: true });
}

function isAnswers(event) {
  return event.detail.elt?.matches?.("[data-answers]") ?? false;
}

start(document);
if (location.hash) window.addEventListener("load", () => requestAnimationFrame(() => announce(document)));
else announce(document);
attend(document);
document.addEventListener("keydown", answerByKey);
document.addEventListener("htmx:beforeSwap", (event) => {
  if (isAnswers(event) && event.detail.xhr.status >= 400) event.detail.shouldSwap = true;
});
document.addEventListener("htmx:sendError", (event) => {
  if (isAnswers(event)) for (const said of document.querySelectorAll("[data-unsent]")) said.hidden = false;
});
document.addEventListener("htmx:afterSettle", () => attend(document));
document.addEventListener("click", closeMenus);
document.addEventListener("keydown", closeMenus);
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt === document.body) return;
  start(event.detail.elt);
  announce(event.detail.elt);
});
