/**
 * The network a request comes from, as limits count it: the IPv4 address, or the /64 of an IPv6 address, since one
 * customer commands a whole /64. Without an address (a local caller) all count together.
 */
export function clientNetwork(address: string | null | undefined): string {
  if (!address) return 'unknown';
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  // An IPv4 address at the end stands for two groups; it lies behind the /64.
  const width = [...left, ...right].reduce((groups, group) => groups + (group.includes('.') ? 2 : 1), 0);
  const zeros = tail === undefined ? [] : new Array<string>(Math.max(8 - width, 0)).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.join(':')}::/64`;
}
