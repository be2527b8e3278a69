import type { Translation } from '../../shared/locale/messages.ts';
import type { sharedEnglish } from './en.ts';

const turkish: Translation<typeof sharedEnglish> = {
  close: 'Kapat',
  retry: 'Tekrar dene',
  loading: 'Yükleniyor…',
  more: 'Daha fazla göster',
  'more-failed': 'Geri kalanı yüklenemedi.',
  offline: 'Çevrimdışısınız. Döndüğünüzde her şey güncellenecek.',
  reconnecting: 'Yeniden bağlanılıyor…',
  'signed-out.heading': 'Oturumunuz kapalı',
  'signed-out.text': 'Bunu görmek için bu sitede oturum açın.',
  'forbidden.heading': 'Size açık değil',
  'forbidden.text': 'Buna erişiminiz yok. Bir yanlışlık varsa sitenin sahibine sorun.',
  'error.heading': 'Bu işe yaramadı',
  'error.text': 'Yolda bir sorun oluştu. Size ait hiçbir şey kaybolmadı.',
  'error.network': 'Hizmete ulaşılamadı. Bağlantınızı kontrol edip tekrar deneyin.',
  'alerts.on': 'Bildirimleri aç',
  'alerts.later': 'Şimdi değil',
};
export default turkish;
