import { expect } from '@open-wc/testing';
import './define-form.ts';
import { fill, mount, unmount, until } from '../../testing/mount.ts';
import { allByRole } from '../../testing/queries.ts';

describe('the form of a poll', () => {
  afterEach(unmount);

  it('has its hints at the side of the words around them, and a text at its own', async () => {
    const form = await mount('<belfry-chat-poll-form lang="ar"></belfry-chat-poll-form>');
    await until(() => getComputedStyle(form).direction === 'rtl', 'Arabic');
    const field = await until(() => allByRole(form, 'textbox').find((one) => one.matches('.option *')));
    expect(getComputedStyle(field).direction).to.equal('rtl');
    fill(field, 'Soup');
    expect(getComputedStyle(field).direction).to.equal('ltr');
  });
});
