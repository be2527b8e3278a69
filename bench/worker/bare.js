// What a token costs at the least: the same claims, signed by the same primitives, and nothing around it. Plain
// JavaScript, as workerd takes it.
const part = (value) => {
  const text = typeof value === 'string' ? value : String.fromCharCode(...value);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};
const bytes = (text) => new TextEncoder().encode(text);

const keys = {};
const importKeys = async (env) => {
  const pem = env.SIGNING_KEY.replace(/-----[^-]+-----|\s/g, '');
  keys.rsa = await crypto.subtle.importKey(
    'pkcs8',
    Uint8Array.from(atob(pem), (letter) => letter.charCodeAt(0)),
    { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  keys.hmac = await crypto.subtle.importKey(
    'raw',
    bytes(env.SECRET),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
};
let imported;

async function sign(header, claims, algorithm, key) {
  const text = `${part(JSON.stringify(header))}.${part(JSON.stringify(claims))}`;
  return `${text}.${part(new Uint8Array(await crypto.subtle.sign(algorithm, key, bytes(text))))}`;
}

export default {
  async fetch(request, env) {
    await (imported ??= importKeys(env));
    const iat = Math.floor(Date.now() / 1000);
    const exp = iat + 3600;
    const token = request.url.endsWith('/feed')
      ? await sign(
          { alg: 'RS256', typ: 'JWT' },
          {
            explicit_grants: true,
            grants: { 'users/ann': { 'user/feed_read': [{}] } },
            sub: 'ann',
            iat,
            exp,
          },
          'RSASSA-PKCS1-v1_5',
          keys.rsa,
        )
      : await sign({ alg: 'HS256', typ: 'JWT' }, { user_id: 'ann', exp, iat }, 'HMAC', keys.hmac);
    return Response.json({ userId: 'ann', token, expiresAt: new Date(exp * 1000).toISOString() });
  },
};
