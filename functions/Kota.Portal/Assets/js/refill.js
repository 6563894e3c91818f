import { all } from './outbox.js';

// A report that waited on this phone and was refused comes back into its form, with its photos. Its key stays: nothing was made of it.
const form = document.querySelector('form[data-kept]');
const key = /^#isi=([\w-]+)$/.exec(location.hash)?.[1];
if (form && key) refill();

async function refill() {
  const report = (await all()).find(r => r.key === key && r.service === form.dataset.kept && r.fields);
  if (!report) return;
  history.replaceState({ step: 0 }, '', location.pathname + location.search);
  if (report.status !== 422) form.elements.key.value = report.key;
  for (const [name, value] of report.fields) fill(form.elements[name], value);
  attach(form.querySelector('input[type=file]'), report.photos);
  const told = document.querySelector('template[data-refilled]').content.firstElementChild.cloneNode(true);
  told.querySelector('[data-why]').textContent = report.why.join(' ');
  form.before(told);
  told.focus();
  form.dispatchEvent(new Event('kota:filled'));
}

function fill(input, value) {
  if (!input) return;
  if (input.type === 'checkbox') input.checked = true;
  else input.value = value;
}

function attach(input, photos) {
  if (!input || photos.length === 0) return;
  const transfer = new DataTransfer();
  photos.forEach((photo, index) => transfer.items.add(new File([photo], photo.name || `foto-${index + 1}.jpg`, { type: photo.type })));
  input.files = transfer.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}
