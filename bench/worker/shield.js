// The first shield is Cloudflare's own; in a workerd by itself it lets all through.
export default () => ({ limit: async () => ({ success: true }) });
