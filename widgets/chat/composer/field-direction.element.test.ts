import { expect } from '@open-wc/testing';
import { fill, unmount, until } from '../../testing/mount.ts';
import { allByRole } from '../../testing/queries.ts';
import { chatOf, conversation, person } from '../testing/visitors.ts';

describe('the field of a message', () => {
  afterEach(unmount);

  it('has its hint at the side of the language, and a text at its own', async () => {
    const ann = person('Ann');
    const channel = await conversation([ann, person('Ben')]);
    const chat = await chatOf(ann, `channel="${channel}" lang="ar"`);
    const field = await until(() => allByRole(chat, 'textbox').find((one) => one.localName === 'textarea'));
    await until(() => getComputedStyle(field).direction === 'rtl', 'the hint on the right');
    fill(field, 'Good morning');
    expect(getComputedStyle(field).direction).to.equal('ltr');
  });
});
