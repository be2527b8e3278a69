import type { Translation } from '../../shared/locale/messages.ts';
import type { sharedEnglish } from './en.ts';

const arabic: Translation<typeof sharedEnglish> = {
  close: 'إغلاق',
  retry: 'إعادة المحاولة',
  loading: 'جارٍ التحميل…',
  more: 'عرض المزيد',
  'more-failed': 'تعذّر تحميل البقية.',
  offline: 'أنت غير متصل بالإنترنت. سنحدّث كل شيء عند عودتك.',
  reconnecting: 'جارٍ إعادة الاتصال…',
  'signed-out.heading': 'تم تسجيل خروجك',
  'signed-out.text': 'سجّل الدخول إلى هذا الموقع لعرض هذا المحتوى.',
  'forbidden.heading': 'غير متاح لك',
  'forbidden.text': 'ليس لديك إذن بالوصول إلى هذا المحتوى. إذا كان ذلك خطأً، فاسأل مالك الموقع.',
  'error.heading': 'حدث خطأ ما',
  'error.text': 'حدثت مشكلة في الطريق. لم تفقد شيئًا.',
  'error.network': 'تعذّر الوصول إلى الخدمة. تحقّق من اتصالك وحاول مرة أخرى.',
  'alerts.on': 'تفعيل الإشعارات',
  'alerts.later': 'ليس الآن',
};
export default arabic;
