import { keep } from './outbox.js';

// A report that is sent without signal is kept. Where a service worker runs it sees to weak signals too.
const form = document.querySelector('form[data-kept]');
form?.addEventListener('submit', async event => {
  if (event.defaultPrevented || navigator.onLine) return;
  event.preventDefault();
  await keep(new FormData(form), form.dataset.kept, document.documentElement.lang);
  const worker = await navigator.serviceWorker?.getRegistration();
  await worker?.sync?.register('outbox').catch(() => {});
  location.assign('/luring');
});
