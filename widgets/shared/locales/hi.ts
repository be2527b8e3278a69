import type { Translation } from '../../shared/locale/messages.ts';
import type { sharedEnglish } from './en.ts';

const hindi: Translation<typeof sharedEnglish> = {
  close: 'बंद करें',
  retry: 'फिर से कोशिश करें',
  loading: 'लोड हो रहा है…',
  more: 'और दिखाएँ',
  'more-failed': 'बाकी लोड नहीं हो सका।',
  offline: 'आप ऑफ़लाइन हैं। वापस आने पर सब अपडेट हो जाएगा।',
  reconnecting: 'फिर से कनेक्ट हो रहा है…',
  'signed-out.heading': 'आप साइन आउट हैं',
  'signed-out.text': 'इसे देखने के लिए इस साइट पर साइन इन करें।',
  'forbidden.heading': 'आपके लिए उपलब्ध नहीं',
  'forbidden.text': 'आपको इसकी अनुमति नहीं है। अगर यह गलत है, तो साइट के मालिक से पूछें।',
  'error.heading': 'काम नहीं हुआ',
  'error.text': 'बीच में कुछ गड़बड़ हुई। आपका कुछ भी नहीं खोया।',
  'error.network': 'सेवा से कनेक्ट नहीं हो सका। अपना कनेक्शन जाँचें और फिर से कोशिश करें।',
  'alerts.on': 'सूचनाएँ चालू करें',
  'alerts.later': 'अभी नहीं',
};
export default hindi;
