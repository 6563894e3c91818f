import { all, remove, sendAll } from './outbox.js';

// What every page does better with a script: nothing here is needed to use a page.
for (const toast of document.querySelectorAll('[data-toast]')) {
  const close = toast.querySelector('[data-close]');
  close.hidden = false;
  close.addEventListener('click', () => toast.remove());
}

for (const button of document.querySelectorAll('[data-opens]')) {
  const dialog = document.getElementById(button.dataset.opens);
  if (!dialog?.showModal) continue;
  button.hidden = false;
  button.addEventListener('click', () => dialog.showModal());
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

// Browsers scroll to a form's errors by autofocus only when nothing else took the focus first.
document.querySelector('[data-errors]')?.focus();

// The link of an error leads into the input itself, also out of closed details.
document.addEventListener('click', event => {
  const link = event.target.closest?.('[data-errors] a[href^="#"]');
  const input = link && document.getElementById(link.hash.slice(1));
  if (!input) return;
  event.preventDefault();
  for (let details = input.closest('details'); details; details = details.parentElement.closest('details')) details.open = true;
  (input.matches('fieldset') ? input.querySelector('input, select, textarea') ?? input : input).focus();
});

const { worker } = document.body.dataset;
if (worker) navigator.serviceWorker?.register(worker).catch(() => {});

// Reports that wait on this phone go out as soon as a page sees the signal.
const toasts = document.querySelector('[data-toasts]');

async function sendWaiting() {
  const waits = (await all()).filter(r => r.state === 'waiting').length;
  if (waits === 0) return;
  const sent = navigator.onLine ? await sendAll() : 0;
  if (sent > 0) dispatchEvent(new Event('kota:sent'));
  if (location.pathname !== '/luring') tell(sent > 0 ? toasts.dataset.sent : toasts.dataset.waits, sent || waits);
}

function tell(text, number) {
  const toast = document.createElement('div');
  toast.className = 'toast';
  toast.setAttribute('role', 'status');
  const said = Object.assign(document.createElement('p'), { textContent: text.replace('{0}', number) });
  toast.append(said, Object.assign(document.createElement('a'), { href: '/luring', textContent: toasts.dataset.link }));
  toasts.replaceChildren(toast);
}

if (toasts && 'indexedDB' in window) {
  addEventListener('online', sendWaiting);
  // The receipt of a report that was once kept here: it need not be kept any more.
  const taken = document.querySelector('[data-taken]')?.dataset.taken;
  if (taken) remove(taken).catch(() => {});
  sendWaiting().catch(() => {});
}
