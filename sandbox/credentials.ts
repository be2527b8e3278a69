/** The sandbox's credentials: fixed and public, so that settings can be written down once. None of them opens anything real. */
export const credentials = {
  stream: { apiKey: 'sandbox-key', apiSecret: 'sandbox-secret' },
  knock: {
    secretKey: 'sk_test_sandbox',
    publicKey: 'pk_test_sandbox',
    feedChannelId: '7d7b4ac0-0000-4000-8000-000000000001',
  },
  twilio: {
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: 'a'.repeat(32),
    /** Opens the same account as its sid and token. */
    apiKeySid: `SK${'0'.repeat(32)}`,
    apiKeySecret: 'c'.repeat(32),
    verifyServiceSid: `VA${'0'.repeat(32)}`,
    messagingServiceSid: `MG${'0'.repeat(32)}`,
    /** The account's number: it sends texts and makes calls, also by WhatsApp. */
    phoneNumber: '+12015550100',
  },
  turnstile: { siteKey: 'sandbox-site-key', secretKey: 'sandbox-turnstile-secret' },
  plivo: { authId: `MA${'0'.repeat(18)}`, authToken: 'b'.repeat(40) },
  /** The site's identity key: the customer's backend signs with it (HS256) who its visitor is. */
  identity: { kid: 'sandbox', secret: 'sandbox-identity-secret' },
  /** What the site's backend shows at the Worker. */
  serverKey: { kid: 'sandbox', secret: 'sandbox-server-secret-of-32-bytes' },
  /** The key by which the Worker signs proofs (ES256). */
  proofKey: {
    kid: 'sandbox',
    kty: 'EC',
    crv: 'P-256',
    x: 'i7piRAxuaUh-MHOR8Wahu57EemSUYlZJCsJImtIjcjE',
    y: 'k_S6P2s3d-ovTjhRgAEP6_dcBWXBDoI4JT0Xr40Dxnw',
    d: 'WxMmTrOQ1IDWrBFDijRXG0tGc7lbWh6pTrIQn_mWQrI',
  },
} as const;
