import type { Translation } from '../../shared/locale/messages.ts';
import type { sharedEnglish } from './en.ts';

const japanese: Translation<typeof sharedEnglish> = {
  close: '閉じる',
  retry: '再試行',
  loading: '読み込み中…',
  more: 'もっと見る',
  'more-failed': '残りを読み込めませんでした。',
  offline: 'オフラインです。再接続すると最新の状態になります。',
  reconnecting: '再接続中…',
  'signed-out.heading': 'サインアウトしました',
  'signed-out.text': '表示するには、このサイトにサインインしてください。',
  'forbidden.heading': 'ご利用いただけません',
  'forbidden.text': 'アクセス権がありません。必要な場合はサイトの管理者にお問い合わせください。',
  'error.heading': 'うまくいきませんでした',
  'error.text': '途中で問題が発生しました。データは失われていません。',
  'error.network': 'サービスに接続できませんでした。接続を確認して、もう一度お試しください。',
  'alerts.on': '通知をオンにする',
  'alerts.later': '後で',
};
export default japanese;
