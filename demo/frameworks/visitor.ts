const late = new URLSearchParams(location.search).has('late');

/** Where Belfry's Worker is: the page that an app stands in says it. */
export const worker = document.querySelector<HTMLMetaElement>('meta[name="belfry-worker"]')?.content;

async function token(): Promise<string> {
  const response = await fetch('/identity?visitor=ann');
  const answer = (await response.json()) as { token: string };
  return answer.token;
}

/**
 * Who the visitor is, as the shop's backend says it: a function, where frameworks can hand one to an element; before
 * elements are defined they know attributes alone.
 */
export const identity = late ? '/identity?visitor=ann' : token;

const define = async (): Promise<void> => {
  await Promise.all([import('belfry/session/define'), import('belfry/bell/define')]);
};

/** Defines the elements before the app is drawn; with `?late`, when the page is clicked the first time. */
if (late) document.addEventListener('click', () => void define(), { once: true });
else await define();
