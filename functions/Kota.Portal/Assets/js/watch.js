import { enhance } from './photos.js';

// Shows what somebody else does to the report while it is looked at. Asked twice a minute and only when seen, with the version that is
// shown, so that the usual answer is 304 without a body (htmx would take that for an empty page). What is being typed is never touched.
const every = 30_000;
const box = document.querySelector('[data-watch]');
let { tag } = box.dataset;
let asked = Date.now();
let timer = setInterval(look, every);

document.addEventListener('visibilitychange', look);

async function look() {
  if (!timer || document.hidden || Date.now() - asked < every - 1000) return;
  asked = Date.now();
  const answer = await fetch(box.dataset.watch + location.search, { headers: { 'If-None-Match': tag, Accept: 'text/html' }, redirect: 'manual', cache: 'no-store' }).catch(() => null);
  // Without signal, or while storage rests, it asks again the next time.
  if (!answer || answer.status === 304 || answer.status >= 500 || answer.status === 429) return;
  if (!answer.ok) return stop();
  tag = answer.headers.get('ETag') ?? tag;
  draw(new DOMParser().parseFromString(await answer.text(), 'text/html'));
}

// Signed out, or handed to another agency.
function stop() {
  clearInterval(timer);
  timer = 0;
  tell(box.dataset.gone);
}

function draw(page) {
  for (const part of document.querySelectorAll('[data-live-part]')) part.innerHTML = page.getElementById(part.id)?.innerHTML ?? '';
  const forms = document.getElementById('tindakan-kasus');
  const state = page.querySelector('#kini .tag')?.textContent ?? '';
  if (forms && isTouched(forms)) return tell(box.dataset.changed.replace('{0}', state) + ' ' + box.dataset.kept, box.dataset.again);
  const fresh = page.getElementById('tindakan-kasus');
  if (forms && fresh) {
    const unfolded = [...forms.querySelectorAll('details[open]')].map(d => d.id);
    forms.replaceWith(document.adoptNode(fresh));
    for (const id of unfolded) fresh.querySelector(`#${CSS.escape(id)}`)?.setAttribute('open', '');
    fresh.querySelectorAll('input[type=file][data-photos]').forEach(enhance);
  }
  tell(box.dataset.changed.replace('{0}', state));
}

const isTouched = forms => forms.contains(document.activeElement) || [...forms.querySelectorAll('input:not([type=hidden]), textarea, select')].some(input =>
  input.type === 'checkbox' || input.type === 'radio' ? input.checked !== input.defaultChecked
  : input.type === 'file' ? input.files.length > 0
  : input.tagName === 'SELECT' ? [...input.options].some(o => o.selected !== o.defaultSelected && o.value !== '')
  : input.value !== input.defaultValue);

function tell(text, again) {
  const notice = document.createElement('div');
  notice.className = 'notice warn';
  notice.append(Object.assign(document.createElement('p'), { textContent: text }));
  if (again) notice.append(Object.assign(document.createElement('a'), { href: box.dataset.watch + location.search, target: '_blank', rel: 'noopener', textContent: again }));
  box.replaceChildren(notice);
}
