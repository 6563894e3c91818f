// Shows a long form one step at a time. What is wrong is asked of the server at the end of each: it alone knows the rules. Without a signal
// one goes on all the same, and hears of it when the report is sent. Without this script the form is one page.
const form = document.querySelector('form[data-steps]');
// A weak signal keeps nobody waiting on a step.
const Patience = 6000;

if (form) start();

function start() {
  const steps = [...form.querySelectorAll('[data-step]')];
  const offers = document.querySelector('[data-offers]');
  let checked = false;
  let asking = null;

  const present = () => steps.findIndex(s => !s.hidden);
  const last = () => present() === steps.length - 1;
  const stepOf = element => steps.findIndex(s => s.contains(element));

  form.querySelectorAll('[data-moves], [data-back]').forEach(e => { e.hidden = false; });
  form.querySelectorAll('[data-next]').forEach(b => b.addEventListener('click', next));
  form.querySelectorAll('[data-back]').forEach(b => b.addEventListener('click', back));
  form.addEventListener('input', () => { checked = false; });
  // Without fragments: a browser that goes back to one takes the focus to where no reader wants it.
  addEventListener('popstate', ({ state }) => state && show(state.step));
  // Before whoever moves the focus: it cannot go where nothing is seen.
  document.addEventListener('click', event => reveal(event.target.closest?.('a[href^="#"]')), true);
  form.addEventListener('submit', send);
  form.addEventListener('kota:filled', () => ask(document.activeElement));

  const wrong = form.querySelector('.error');
  show(wrong ? Math.max(0, stepOf(wrong)) : offers.childElementCount > 0 ? steps.length - 1 : 0, { quiet: true });
  history.replaceState({ step: present() }, '');

  function show(number, { quiet = false } = {}) {
    steps.forEach((step, index) => { step.hidden = index !== number; });
    offers.hidden = !last();
    if (last()) review(form, steps);
    if (quiet) return;
    const head = last() && offers.querySelector('[tabindex]') || steps[number].querySelector('[data-head]');
    head.focus({ preventScroll: true });
    head.scrollIntoView({ block: 'start' });
  }

  function go(number) {
    history.pushState({ step: number, from: present() }, '');
    show(number);
  }

  // The phone's own way back leads through the steps too.
  function back() {
    if (history.state?.from === present() - 1) history.back();
    else show(present() - 1);
  }

  function reveal(link) {
    const target = link && document.getElementById(link.hash.slice(1));
    const number = target ? stepOf(target) : -1;
    if (number < 0 || number === present()) return;
    history.pushState({ step: number, from: present() }, '');
    show(number, { quiet: true });
  }

  async function next(event) {
    const number = present();
    if (await ask(event?.currentTarget, number) && present() === number) go(number + 1);
  }

  function send(event) {
    if (checked || (last() && !navigator.onLine)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!last()) return next();
    const { submitter } = event;
    ask(submitter).then(right => {
      if (!right) return;
      checked = true;
      form.requestSubmit(submitter);
    });
  }

  // Whether nothing up to this step is wrong, as far as anybody can say now.
  async function ask(button, upTo = steps.length - 1) {
    if (asking) return false;
    button?.setAttribute('aria-busy', 'true');
    try {
      asking = navigator.onLine ? look() : null;
      const answer = await asking;
      return !answer || put(answer, upTo);
    } finally {
      asking = null;
      button?.removeAttribute('aria-busy');
    }
  }

  async function look() {
    const body = new FormData(form);
    body.delete('photos');
    body.append('check', 'true');
    try {
      const answer = await fetch(form.getAttribute('action'), { method: 'POST', body, signal: AbortSignal.timeout?.(Patience) });
      return answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
    } catch {
      return null;
    }
  }

  function put(answer, upTo) {
    clear(form);
    offer(answer.querySelector('[data-similar]'));
    const found = [...answer.querySelectorAll('.error')].map(error => ({ error, input: document.getElementById(error.id.replace(/-error$/, '')) }))
      .filter(({ input }) => input && !(input.files?.length > 0) && stepOf(input) <= upTo);
    found.forEach(mark);
    const first = Math.min(...found.map(({ input }) => stepOf(input)));
    if (found.length === 0) return true;
    const summary = answer.querySelector('[data-errors]');
    const meant = new Set(found.map(({ input }) => '#' + input.id));
    summary.querySelectorAll('li').forEach(line => { if (!meant.has(line.firstElementChild.hash)) line.remove(); });
    form.prepend(summary);
    if (first !== present()) show(first, { quiet: true });
    summary.focus();
    return false;
  }

  function offer(similar) {
    offers.replaceChildren(...similar ? [similar] : []);
    form.elements.another?.remove();
    if (similar) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'another', value: 'true' }));
  }
}

function clear(form) {
  form.querySelectorAll('[data-errors], .error').forEach(e => e.remove());
  form.querySelectorAll('[aria-invalid]').forEach(e => e.removeAttribute('aria-invalid'));
  form.querySelectorAll('.wrong').forEach(e => e.classList.remove('wrong'));
}

function mark({ error, input }) {
  const told = (input.getAttribute('aria-describedby') ?? '').split(' ').filter(id => id && id !== error.id);
  input.setAttribute('aria-describedby', [error.id, ...told].join(' '));
  if (input.matches('fieldset')) return input.querySelector('legend').after(error);
  input.before(error);
  input.setAttribute('aria-invalid', 'true');
  input.closest('.field')?.classList.add('wrong');
}

// What was filled in on the screens before, each with the way back to it.
function review(form, steps) {
  const part = form.querySelector('[data-review]');
  const rows = part.querySelector('template').content.firstElementChild;
  const filled = steps.slice(0, -1).flatMap(step => [...step.querySelectorAll('.field')].map(read).filter(f => f.value));
  part.querySelector('dl').replaceChildren(...filled.map(({ label, value, photos, id }) => {
    const row = rows.cloneNode(true);
    const said = row.querySelector('[data-value]');
    row.querySelector('dt').textContent = label;
    said.textContent = photos ? said.dataset.photos.replace('{0}', photos) : value;
    row.querySelector('[data-what]').textContent = ` ${label}`;
    const change = row.querySelector('[data-change]');
    change.href = '#' + id;
    change.addEventListener('click', event => {
      event.preventDefault();
      const input = document.getElementById(id);
      (input.matches('fieldset') ? input.querySelector('input') : input).focus();
    });
    return row;
  }));
  part.hidden = filled.length === 0;
}

function read(field) {
  const input = field.querySelector('input:checked') ?? field.querySelector('select, textarea, input');
  const photos = input.files?.length;
  const value = input.type === 'radio' && !input.checked ? '' : input.tagName === 'SELECT' ? input.value && input.selectedOptions[0].text : input.value.trim();
  return { label: field.querySelector('label, legend').firstChild.textContent.trim(), value, photos, id: input.id || field.id };
}
