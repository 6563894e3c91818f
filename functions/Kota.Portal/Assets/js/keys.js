// Keys for those who work through many reports. Each is one letter, so all can be switched off (WCAG 2.1.4), on this device for good.
const store = 'kota-keys';
const dialog = document.getElementById('pintasan');
const choice = dialog?.querySelector('[data-keys-on]');
let on = read() !== 'off';
let pending = 0;

// Storage may be closed to us: then the choice holds for this page.
function read() {
  try { return localStorage.getItem(store); } catch { return null; }
}

function use(value) {
  on = value;
  document.body.toggleAttribute('data-keys', on);
  try { localStorage.setItem(store, on ? 'on' : 'off'); } catch { /* see above */ }
}

const typing = target => target.closest?.('textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], [type=submit])');
const rows = () => [...document.querySelectorAll('table.inbox tbody tr')];
const here = () => document.activeElement.closest?.('table.inbox tbody tr');

function step(by) {
  const all = rows();
  const at = all.indexOf(here());
  const row = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
  row?.querySelector('th a').focus();
  row?.scrollIntoView({ block: 'nearest' });
  return Boolean(row);
}

function follow(selector) {
  const link = document.querySelector(selector);
  if (link) location.assign(link.href);
  return Boolean(link);
}

function open(key) {
  const form = document.querySelector(`details[data-key="${CSS.escape(key)}"]`);
  if (!form) return false;
  form.open = true;
  form.scrollIntoView({ block: 'nearest' });
  (form.querySelector('form :is(input:not([type=hidden]), textarea, select)') ?? form.querySelector('form button')).focus();
  return true;
}

function filter() {
  const box = document.querySelector('.filters');
  if (!box) return false;
  box.open = true;
  box.querySelector('select, input').focus();
  return true;
}

function pick() {
  const box = here()?.querySelector('input[type=checkbox]');
  box?.click();
  return Boolean(box);
}

function act(key) {
  const second = pending > Date.now();
  pending = 0;
  if (second && key === 'i') return follow('.crumbs a[href^="/kelola"]') || follow('.services a[href="/kelola"]');
  switch (key) {
    case 'g': pending = Date.now() + 1500; return true;
    case '?': dialog.showModal(); return true;
    case '/': return filter();
    case 'j': return follow('[data-step=j]') || step(1);
    case 'k': return follow('[data-step=k]') || step(-1);
    case 'ArrowDown': return Boolean(here()) && step(1);
    case 'ArrowUp': return Boolean(here()) && step(-1);
    case 'o': { const link = here()?.querySelector('th a'); link?.click(); return Boolean(link); }
    case 'x': return pick();
    case 'u': return follow('.crumbs li:last-child a');
    default: return open(key);
  }
}

if (dialog?.showModal) {
  document.body.toggleAttribute('data-keys', on);
  choice.checked = on;
  choice.addEventListener('change', () => use(choice.checked));
  document.addEventListener('keydown', event => {
    if (!on || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target) || document.querySelector('dialog[open]')) return;
    if (act(event.key)) event.preventDefault();
  });
}
