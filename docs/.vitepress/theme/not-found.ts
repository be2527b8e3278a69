import { withBase } from 'vitepress';
import { h, type VNode } from 'vue';

/** Stands in the place of a page that there is not. */
export function notFound(): VNode {
  return h('main', { class: 'vp-doc missing' }, [
    h('h1', 'There is no such page'),
    h(
      'p',
      'It may have moved, or the address has a slip in it. The search above finds pages by what they say.',
    ),
    h('p', [h('a', { href: withBase('/') }, 'To the first page'), ' of the documentation.']),
  ]);
}
