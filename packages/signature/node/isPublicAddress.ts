import { BlockList, isIP } from 'node:net'

/** What the registries of special-purpose addresses (RFC 6890 and its updates) do not call globally reachable. */
const special: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // Inside 2000::/3: protocol assignments with Teredo, documentation, 6to4, which all lead elsewhere or nowhere.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

/** Whether an IP address is one of the public internet. Of IPv6 only global unicast (2000::/3) is; forms that hide an IPv4 address are not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 0 || address.includes('%')) return false
  const type = family === 6 ? 'ipv6' : 'ipv4'
  const list = new BlockList()
  for (const [network, prefix] of special) if (network.includes(':') === (family === 6)) list.addSubnet(network, prefix, type)
  if (list.check(address, type)) return false
  if (family === 4) return true
  const unicast = new BlockList()
  unicast.addSubnet('2000::', 3, 'ipv6')
  return unicast.check(address, 'ipv6')
}
