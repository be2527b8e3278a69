/** Whether this browser can record: some cannot at all, and none can on pages without TLS. */
export function canRecord(): boolean {
  return 'MediaRecorder' in globalThis && 'mediaDevices' in navigator;
}
