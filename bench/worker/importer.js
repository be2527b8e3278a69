// Imports the Worker when it is asked to, and says whether that went well.
export default {
  async fetch(request) {
    if (!request.url.endsWith('/import')) return new Response();
    try {
      await import('worker.js');
      return new Response();
    } catch (error) {
      return new Response(String(error), { status: 500 });
    }
  },
};
