import type { Translation } from '../../shared/locale/messages.ts';
import type { sharedEnglish } from './en.ts';

const korean: Translation<typeof sharedEnglish> = {
  close: '닫기',
  retry: '다시 시도',
  loading: '불러오는 중…',
  more: '더 보기',
  'more-failed': '나머지를 불러오지 못했습니다.',
  offline: '오프라인 상태입니다. 다시 연결되면 모두 업데이트됩니다.',
  reconnecting: '다시 연결하는 중…',
  'signed-out.heading': '로그아웃되었습니다',
  'signed-out.text': '보려면 이 사이트에 로그인하세요.',
  'forbidden.heading': '이용할 수 없습니다',
  'forbidden.text': '접근 권한이 없습니다. 잘못된 것 같으면 사이트 소유자에게 문의하세요.',
  'error.heading': '문제가 발생했습니다',
  'error.text': '도중에 문제가 발생했습니다. 잃어버린 데이터는 없습니다.',
  'error.network': '서비스에 연결하지 못했습니다. 연결을 확인하고 다시 시도하세요.',
  'alerts.on': '알림 켜기',
  'alerts.later': '나중에',
};
export default korean;
