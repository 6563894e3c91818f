// Keeps what is shown true while somebody looks at it: the page is asked for again now and then, and parts that changed are put in the place
// of the old ones. Forms are left alone: somebody may be writing in them.
const parts = [...document.querySelectorAll('[data-live]')];
const pause = Math.min(...parts.map(p => Number(p.dataset.live))) * 1000;
// Who leaves a page open for hours is not reading it.
let left = 120;

if (parts.length > 0 && !navigator.connection?.saveData) setInterval(look, pause);

async function look() {
  if (document.hidden || !navigator.onLine || left-- <= 0) return;
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' }, signal: AbortSignal.timeout?.(10000) });
    // A sign-in that has ended leads elsewhere.
    if (!answer.ok || answer.redirected) return;
    put(new DOMParser().parseFromString(await answer.text(), 'text/html'));
  } catch { /* no signal: what stands there stays */ }
}

function put(fresh) {
  let news = false;
  for (const part of document.querySelectorAll('[data-live]')) {
    const other = fresh.getElementById(part.id);
    if (!other || other.innerHTML === part.innerHTML) continue;
    news ||= other.dataset.version !== part.dataset.version;
    part.replaceWith(document.adoptNode(other));
  }
  const told = document.querySelector('[data-news]');
  if (news && told) told.replaceChildren(told.nextElementSibling.content.cloneNode(true));
}
