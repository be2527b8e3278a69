/**
 * What runs a sample where it stands in the documentation: the elements come from the same Worker, and the visitor is
 * the sandbox's Ann. Her identity is signed here by the sandbox's key, which is public and opens nothing real; a Worker
 * in production knows no such key. A site's own identities are signed by its backend, never in a browser.
 */
async function run(): Promise<void> {
  const opened = new AbortController();
  const failed = () => {
    opened.abort();
    explain('This sample needs Belfry’s sandbox: npm start, then http://localhost:8787/docs.');
  };
  // Of the session itself: what an element says of its own comes from below.
  document.addEventListener('belfry-error', ({ target }) => target === document && failed(), opened);
  document.addEventListener('belfry-session', () => opened.abort(), opened);
  const loader: string = '/v1/belfry.js';
  try {
    const { configure } = (await import(loader)) as {
      configure(options: { identity: () => Promise<string> }): Promise<void>;
    };
    await configure({ identity });
    if (document.querySelector('belfry-toasts')) offerToNotify();
  } catch {
    failed();
  }
}

const identity = (): Promise<string> => signIdentity('ann', 'Ann Fisher');

/** What arrives is to be seen: a button has the sandbox's workflow run, as a site's backend has Knock's. */
function offerToNotify(): void {
  const button = document.createElement('button');
  button.textContent = 'Notify me';
  button.addEventListener('click', () => void notify().catch(() => explain('The sandbox does not answer.')));
  document.querySelector('main')?.prepend(button);
}

async function notify(): Promise<void> {
  const { host } = await feedToken();
  const { knock } = document.documentElement.dataset;
  await fetch(`${host}/v1/workflows/order-status-updated/trigger`, {
    method: 'POST',
    headers: { authorization: `Bearer ${knock}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      recipients: ['ann'],
      data: { order: '1052', status: 'has shipped', detail: 'It arrives on Thursday.' },
    }),
  });
}

/** Of a session of the button's own: it says where the sandbox's Knock is. */
async function feedToken(): Promise<{ host: string }> {
  const answer = await fetch('/v1/sessions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant: 'identity', token: await identity(), include: ['feed'] }),
  });
  const { feed } = (await answer.json()) as { feed: { host: string } };
  return feed;
}

async function signIdentity(sub: string, name: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  // The page names the sandbox's key.
  const { kid, secret: written } = document.documentElement.dataset;
  const head = encode({ alg: 'HS256', typ: 'JWT', kid });
  const unsigned = `${head}.${encode({ sub, name, iat: now, exp: now + 300 })}`;
  const secret = new TextEncoder().encode(written);
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(unsigned));
  return `${unsigned}.${base64url(new Uint8Array(signature))}`;
}

const encode = (value: object): string => base64url(new TextEncoder().encode(JSON.stringify(value)));

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

function explain(text: string): void {
  const note = document.createElement('p');
  note.className = 'note';
  note.textContent = text;
  document.querySelector('main')?.replaceChildren(note);
  document.documentElement.dataset['live'] = 'no';
}

/** Light and dark are those of the page around it. */
function followTheme(): void {
  if (parent === window) return;
  const page = parent.document.documentElement;
  const follow = () => {
    document.documentElement.classList.toggle('dark', page.classList.contains('dark'));
  };
  new MutationObserver(follow).observe(page, { attributeFilter: ['class'] });
  follow();
}

const { hostname } = location;

if (hostname === 'localhost' || hostname === '127.0.0.1') void run();
else explain('Samples run where Belfry’s sandbox does: npm start, then http://localhost:8787/docs.');

followTheme();

export {};
