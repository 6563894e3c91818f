// Makes the files that browsers load: each under a name with its hash, as it is and compressed, and a list of them.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const out = process.argv[2];
const packages = '../../node_modules';
const types = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};
const list = [];
mkdirSync(out, { recursive: true });

const text = (...files) => files.map(f => readFileSync(f, 'utf8')).join('\n');
const withoutMaps = source => source.replace(/^\/[/*]# sourceMappingURL=.*$/gm, '');
// Our style sheets speak of their reasons; readers need not load them.
const withoutComments = css => css.replace(/\/\*[^]*?\*\//g, '').replace(/\n\s*\n/g, '\n').trim() + '\n';

function add(name, content, uses = []) {
  const bytes = Buffer.from(content);
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 12);
  const extension = extname(name);
  const path = `${name.slice(0, -extension.length)}.${hash}${extension}`;
  const integrity = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
  const packed = {
    br: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
    gz: gzipSync(bytes, { level: 9 }),
  };
  writeFileSync(join(out, path), bytes);
  const smaller = packed.br.length < bytes.length * 0.95;
  for (const [kind, body] of smaller ? Object.entries(packed) : [])
    writeFileSync(join(out, `${path}.${kind}`), body);
  list.push({ name, path, type: types[extension], tag: hash, integrity, packed: smaller, size: packed.br.length, uses });
  return path;
}

// A module names the modules that it imports by their plain name; browsers must find them under the hashed one.
const modules = new Map();
function module(name) {
  if (!modules.has(name)) {
    const uses = [];
    const source = text(`Assets/js/${name}`).replace(/(from ')\.\/([\w-]+\.js)(')/g, (_, before, used, after) => {
      const path = module(used);
      uses.push(used, ...list.find(l => l.name === used).uses);
      return `${before}./${path}${after}`;
    });
    modules.set(name, add(name, source, [...new Set(uses)]));
  }
  return modules.get(name);
}

function wards() {
  const [head, ...rows] = text('../Kota.Kernel/Reference/kelurahan.csv').trim().split('\n').filter(l => !l.startsWith('#')).map(l => l.trim().split(','));
  const of = (row, column) => row[head.indexOf(column)];
  return JSON.stringify(rows.map(r => [of(r, 'code'), of(r, 'name'), Number(of(r, 'lat')), Number(of(r, 'lon')), Number(of(r, 'rw_count'))]));
}

const styles = JSON.parse(text('Assets/css/order.json'));
add('kota.css', withoutComments(text(...styles.map(s => `Assets/css/${s}.css`))));
// Our markers are drawn by our own style sheet: none of the library's pictures is used.
add('leaflet.css', withoutComments(text(`${packages}/leaflet/dist/leaflet.css`, `${packages}/leaflet.markercluster/dist/MarkerCluster.css`)
  .replace(/[^{}]*\{[^{}]*url\([^{}]*\}/g, '')));
add('leaflet.js', withoutMaps(text(`${packages}/leaflet/dist/leaflet.js`, `${packages}/leaflet.markercluster/dist/leaflet.markercluster.js`)));
add('htmx.js', text(`${packages}/htmx.org/dist/htmx.min.js`));
add('wards.json', wards());
for (const icon of readdirSync('Assets/icons').sort())
  add(icon, readFileSync(`Assets/icons/${icon}`));
for (const script of readdirSync('Assets/js').sort())
  module(script);
// Served below the root by a page function, not as a file of its own.
add('worker.js', text('Assets/worker/worker.js'));
writeFileSync(join(out, 'assets.json'), JSON.stringify(list, null, 1));
