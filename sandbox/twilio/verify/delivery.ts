import type { Deliveries } from '../../platform/deliveries.ts';
import { invalidParameter } from '../errors.ts';
import { lookUpLine } from '../lines.ts';
import type { ServiceSettings } from './service.ts';
import type { StartInput } from './start-input.ts';
import { fillIn, translationOf } from './templates.ts';
import { codeText, paymentText, warningText } from './texts.ts';
import type { Channel, Verification } from './verification.ts';

/** Who a code comes from, by channel. */
const senders: Record<Channel, string> = {
  sms: '+12015550100',
  call: '+12015550100',
  whatsapp: 'whatsapp:+12015550100',
  email: 'verify@willow-and-wren.example',
};

/** Puts the code on the phone or into the inbox. A text to a landline gets lost, as the carrier loses it. */
export function deliverCode(
  deliveries: Deliveries,
  { code }: Verification,
  input: StartInput,
  settings: ServiceSettings,
): void {
  const { to, channel, emailFrom } = input;
  if (channel === 'sms' && lookUpLine(to).type === 'landline') return;
  const name = nameOf(input, settings);
  deliveries.add({
    channel,
    to,
    from: (channel === 'email' ? emailFrom : undefined) ?? senders[channel],
    ...(channel === 'email' && { subject: `Your ${name} verification code` }),
    body: writeBody(code, input, settings),
    code,
  });
}

function nameOf({ friendlyName }: StartInput, settings: ServiceSettings): string {
  return friendlyName ?? settings.friendlyName;
}

function writeBody(code: string, input: StartInput, settings: ServiceSettings): string {
  const { channel, locale, appHash } = input;
  if (channel === 'call') return spoken(code, input, settings);
  const text = writeText(code, input, settings);
  if (channel !== 'sms') return text;
  const warned = settings.doNotShareWarningEnabled ? `${text}. ${warningText(locale)}` : text;
  return appHash === undefined ? warned : `<#> ${warned} ${appHash}`;
}

/** @throws TwilioError 60200 when a template wants words that were not given */
export function writeText(code: string, input: StartInput, settings: ServiceSettings): string {
  const { locale, payment, template, substitutions } = input;
  const name = nameOf(input, settings);
  if (payment) return paymentText(code, payment.amount, payment.payee);
  const translation = template && translationOf(template, locale);
  if (!translation) return codeText(locale, name, code);
  const words = new Map([...substitutions, ['code', code], ['friendly_name', name]]);
  const text = fillIn(translation.text, words);
  if (text === undefined) throw invalidParameter('TemplateCustomSubstitutions');
  return text;
}

/** A call reads the digits one by one, twice; where the service wants it, only after a key was pressed. */
function spoken(code: string, input: StartInput, settings: ServiceSettings): string {
  const text = writeText([...code].join(', '), input, settings);
  const digits = [...code].join(', ');
  const greeting = settings.dtmfInputRequired ? 'Hello. Press any key to hear your code.' : 'Hello.';
  return `${greeting} ${text}. Once more: ${digits}. Goodbye.`;
}
