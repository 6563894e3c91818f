import { all, remove, sendAll } from './outbox.js';

// Lists the reports of this phone: those that wait, those that were sent with id and PIN, those that were refused.
const list = document.querySelector('[data-waiting]');
const time = new Intl.DateTimeFormat(list.dataset.locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Jakarta' });

async function show() {
  const reports = await all();
  document.querySelector('[data-none]').hidden = reports.length > 0;
  list.replaceChildren(...reports.map(draw));
}

function draw(report) {
  const item = document.querySelector(`template[data-state="${report.state}"]`).content.firstElementChild.cloneNode(true);
  const set = (name, value) => item.querySelectorAll(`[data-${name}]`).forEach(e => value ? e.textContent = value : e.closest('[data-row]')?.remove());
  set('title', report.title || report.service);
  set('at', time.format(report.at));
  set('id', report.id);
  set('pin', report.pin);
  set('why', report.why?.join(' '));
  set('text', report.fields?.find(([name]) => name === 'fields.description')?.[1]);
  for (const link of item.querySelectorAll('a[data-track]')) link.href = `/lacak?id=${report.id}`;
  for (const link of item.querySelectorAll('a[data-mend]')) link.href = `/layanan/${report.service}/lapor#isi=${report.key}`;
  item.querySelector('[data-remove]')?.addEventListener('click', () => remove(report.key).then(show));
  item.querySelector('[data-send]')?.addEventListener('click', event => send(event.currentTarget));
  return item;
}

async function send(button) {
  button.disabled = true;
  await sendAll();
  await show();
}

addEventListener('kota:sent', show);
addEventListener('online', () => sendAll().then(show));
show();
// Waits for the service worker too, which may be sending just now.
sendAll().then(show);
