// Reports that were written without signal: kept on this phone, and sent when the signal is back. Pages and the service worker share it.
// Each has the key of its form. The server makes one submission of a key, however often it comes: nothing is ever sent twice.
const hidden = ['key', 'version', 'another', 'guest', 'check'];

function store(mode, use) {
  return new Promise((done, failed) => {
    const opening = indexedDB.open('kota', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('outbox', { keyPath: 'key' });
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const change = opening.result.transaction('outbox', mode);
      const asked = use(change.objectStore('outbox'));
      change.oncomplete = () => { opening.result.close(); done(asked.result); };
      change.onerror = change.onabort = () => { opening.result.close(); failed(change.error); };
    };
  });
}

export const all = async () => (await store('readonly', s => s.getAll())).sort((a, b) => b.at - a.at);
export const remove = key => store('readwrite', s => s.delete(key));
const put = report => store('readwrite', s => s.put(report));

export async function keep(form, service, lang) {
  const fields = [...form].filter(([name, value]) => typeof value === 'string' && !hidden.includes(name));
  const photos = form.getAll('photos').filter(p => typeof p !== 'string' && p.size > 0);
  const report = { key: form.get('key'), guest: form.has('guest'), service, lang, title: form.get('fields.title') ?? '', fields, photos, at: Date.now(), state: 'waiting' };
  await put(report);
  return report;
}

// One sender at a time where the browser can see to it; the key sees to the rest.
export const sendAll = () => globalThis.navigator?.locks ? navigator.locks.request('kota-outbox', sendEach) : sendEach();

async function sendEach() {
  let sent = 0;
  for (const report of (await all()).filter(r => r.state === 'waiting').reverse()) {
    try {
      if (await send(report)) sent++;
    } catch {
      break; // No signal: the others wait too.
    }
  }
  return sent;
}

async function send(report) {
  // A report of somebody who signed in must not become a guest's: under another name its key would make a second one.
  if (!report.guest && (await (await fetch('/api/v1/me')).json()).roles.length === 0) return false;
  const body = new FormData();
  report.fields.forEach(([name, value]) => body.append(name, value));
  report.photos.forEach(photo => body.append('photos', photo, photo.name || 'foto.jpg'));
  const answer = await fetch(`/api/v1/services/${report.service}/submissions?lang=${report.lang}`, {
    method: 'POST', body, headers: { 'Idempotency-Key': report.key }, credentials: report.guest ? 'omit' : 'same-origin',
    // A signal that hangs must not keep the other senders waiting for ever.
    signal: AbortSignal.timeout?.(120000),
  });
  if (answer.ok) {
    const { id, pin, createdAt } = await answer.json();
    // What was written is the city's now; the phone keeps only what opens it.
    await put({ key: report.key, title: report.title, at: report.at, state: 'sent', id, pin, createdAt });
    return true;
  }
  if (answer.status >= 400 && answer.status < 500 && ![401, 408, 429].includes(answer.status)) {
    const problem = await answer.json().catch(() => ({}));
    const why = [problem.title, ...(problem.errors ?? []).map(e => e.message)].filter(Boolean);
    await put({ ...report, state: 'refused', status: answer.status, why });
  }
  return false;
}
