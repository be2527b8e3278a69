/**
 * Calling codes of the world (ITU-T E.164) with the ISO 3166-1 regions behind them: what a phone field needs before any
 * phone metadata has loaded; `dial-codes.test.ts` holds it against that metadata. A number begins a row of codes that
 * follow each other; capitals are a code's main region, small letters the others that share it.
 */
const table =
  '1USagaiasbbbmbscadmdogdgujmknkylcmpmsprsxtcttvcvgvi7RUkz20EG27ZA30GRNLBEFRES36HU39ITvaROCH43AT' +
  'GBggimjeDKSENOsjPLDE51PEMXCUARBRCLCOVE60MYAUcccxIDPHNZSGTH81JPKR84VN86CN90TRINPKAFLKMM98IR211SS' +
  'MAehDZ216TN218LY220GMSNMRMLGNCIBFNETGBJMULRSLGHNGTDCFCMCVSTGQGACGCDAOGWIOACSCSDRWETSODJKETZUGBIMZ' +
  '260ZMMGREytZWNAMWLSBWSZKM290SHtaER297AWFOGL350GIPTLUIEISALMTCYFIaxBG370LTLVEEMDAMBYADMCSM380UARSME' +
  'XK385HRSIBA389MK420CZSK423LI500FKBZGTSVHNNICRPAPMHT590GPblmfBOGYECGFPYMQSRUYCWbq670TL672NFBNNRPGTO' +
  'SBVUFJPWWFCKNU685WSKINCTVPFTKFMMH850KP852HKMO855KHLA880BD886TW960MVLBJOSYIQKWSAYEOM970PSAEILBHQABT' +
  'MNNP992TJTMAZGEKG998UZ';

/** Regions by calling code, the main one first. */
export const regionsOf: ReadonlyMap<string, readonly string[]> = readTable();

function readTable(): Map<string, readonly string[]> {
  const regions = new Map<string, readonly string[]>();
  let code = 0;
  for (const [, first, names = ''] of table.matchAll(/(\d*)([A-Z]{2}[a-z]*)/g)) {
    code = Number(first) || code + 1;
    regions.set(String(code), names.toUpperCase().match(/../g) ?? []);
  }
  return regions;
}
