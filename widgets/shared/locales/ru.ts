import type { Translation } from '../../shared/locale/messages.ts';
import type { sharedEnglish } from './en.ts';

const russian: Translation<typeof sharedEnglish> = {
  close: 'Закрыть',
  retry: 'Повторить',
  loading: 'Загрузка…',
  more: 'Показать ещё',
  'more-failed': 'Остальное не загрузилось.',
  offline: 'Нет подключения к сети. Всё обновится, когда вы вернётесь.',
  reconnecting: 'Восстанавливаем соединение…',
  'signed-out.heading': 'Вы вышли из аккаунта',
  'signed-out.text': 'Войдите на этом сайте, чтобы увидеть содержимое.',
  'forbidden.heading': 'Нет доступа',
  'forbidden.text': 'У вас нет доступа. Если это ошибка, обратитесь к владельцу сайта.',
  'error.heading': 'Что-то пошло не так',
  'error.text': 'По пути произошла ошибка. Ваши данные не потеряны.',
  'error.network': 'Сервис недоступен. Проверьте подключение и повторите попытку.',
  'alerts.on': 'Включить уведомления',
  'alerts.later': 'Не сейчас',
};
export default russian;
