// Follows the list of what is kept (shell), which the server writes, and the outbox.
const name = `kota-${shell.version}`;
const inLanguage = path => `${path}?lang=${shell.lang}`;

self.addEventListener('install', event => event.waitUntil((async () => {
  const cache = await caches.open(name);
  // Without cookies: what is kept is everybody's page, without a name and in one language.
  const pages = [shell.offline, ...shell.forms].map(path => new Request(inLanguage(path), { credentials: 'omit' }));
  await cache.addAll([...shell.assets, ...pages]);
  await self.skipWaiting();
})()));

self.addEventListener('activate', event => event.waitUntil((async () => {
  for (const old of (await caches.keys()).filter(k => k.startsWith('kota-') && k !== name)) await caches.delete(old);
  await self.clients.claim();
})()));

self.addEventListener('sync', event => event.waitUntil(sendAll()));

self.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  const service = /^\/layanan\/([\w-]+)\/lapor$/.exec(url.pathname)?.[1];
  if (request.method === 'GET' && url.pathname.startsWith('/assets/'))
    event.respondWith(caches.match(request).then(kept => kept ?? fetch(request)));
  else if (request.mode === 'navigate' && request.method === 'GET')
    event.respondWith(fetch(request).catch(() => kept(url.pathname)));
  else if (request.mode === 'navigate' && request.method === 'POST' && service)
    event.respondWith(post(request, service));
});

async function kept(path) {
  const cache = await caches.open(name);
  const form = shell.forms.includes(path) && await cache.match(inLanguage(path));
  if (!form) return (await cache.match(inLanguage(shell.offline))) ?? Response.error();
  // Every report from the kept form needs a key of its own.
  const html = (await form.text()).replace(/(name="key" value=")[^"]*/, `$1${crypto.randomUUID()}`);
  return new Response(html, { headers: form.headers });
}

async function post(request, service) {
  const copy = request.clone();
  try {
    return await fetch(request);
  } catch {
    await keep(await copy.formData(), service, shell.lang);
    await self.registration.sync?.register('outbox').catch(() => {});
    return Response.redirect(shell.offline, 303);
  }
}
