/**
 * Calling codes of the world (ITU-T E.164) with the ISO 3166-1 regions behind them: what a phone field needs before any
 * phone metadata has loaded; `dial-codes.test.ts` holds it against that metadata. A number begins a row of codes that
 * follow each other; small letters are a code's main region, capitals the others that share it.
 */
const table =
  '1usAGAIASBBBMBSCADMDOGDGUJMKNKYLCMPMSPRSXTCTTVCVGVI7ruKZ20eg27za30grnlbefres36hu39itVAroch43at' +
  'gbGGIMJEdksenoSJplde51pemxcuarbrclcove60myauCCCXidphnzsgth81jpkr84vn86cn90trinpkaflkmm98ir211ss' +
  'maEHdz216tn218ly220gmsnmrmlgncibfnetgbjmulrslghngtdcfcmcvstgqgacgcdaogwioacscsdrwetsodjketzugbimz' +
  '260zmmgreYTzwnamwlsbwszkm290shTAer297awfogl350giptluieisalmtcyfiAXbg370ltlveemdambyadmcsm380uarsme' +
  'xk385hrsiba389mk420czsk423li500fkbzgtsvhnnicrpapmht590gpBLMFbogyecgfpymqsruycwBQ670tl672nfbnnrpgto' +
  'sbvufjpwwfcknu685wskinctvpftkfmmh850kp852hkmo855khla880bd886tw960mvlbjosyiqkwsayeom970psaeilbhqabt' +
  'mnnp992tjtmazgekg998uz';

/** Calling codes without `+`, by region; of those that share one the main region comes first. */
export const dialCodes: ReadonlyMap<string, string> = readTable();

function readTable(): Map<string, string> {
  const codes = new Map<string, string>();
  let code = 0;
  for (const [, first, regions = ''] of table.matchAll(/(\d*)([a-z]{2}[A-Z]*)/g)) {
    code = Number(first) || code + 1;
    for (const region of regions.toUpperCase().match(/../g) ?? []) codes.set(region, String(code));
  }
  return codes;
}
