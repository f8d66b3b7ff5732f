use app::AppError;
use app::permission::Role;

use crate::house::{PASSWORD, houses};

#[tokio::test]
async fn the_first_administrator_comes_once() {
    for house in houses().await {
        assert_eq!(
            house
                .app
                .first_administrator("county", "", "又一个")
                .await
                .unwrap(),
            None
        );
    }
}

#[tokio::test]
async fn a_one_time_password_must_be_changed_before_anything_else() {
    for house in houses().await {
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let once = house
            .app
            .reset_password(&house.admin, &clerk.account)
            .await
            .unwrap();
        let signed = house.app.sign_in("zhao", once.clone()).await.unwrap();
        assert!(signed.must_change);
        let caller = house.app.who_is_it(&signed.token).await.unwrap();
        let told = house.app.read_rounds(&caller).await;
        assert!(matches!(told, Err(AppError::MustChange)), "{told:?}");
        let weak = house
            .app
            .change_password(&caller, once, "zhao-12345".to_owned())
            .await;
        assert!(
            matches!(weak, Err(AppError::WeakPassword("name"))),
            "{weak:?}"
        );
    }
}

#[tokio::test]
async fn wrong_passwords_lock_for_longer_and_longer() {
    for house in houses().await {
        house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let wrong = || house.app.sign_in("zhao", "guess".to_owned());
        for _ in 0..5 {
            assert!(matches!(wrong().await, Err(AppError::WrongPassword)));
        }
        // Even the right one has to wait now.
        let right = || house.app.sign_in("zhao", PASSWORD.to_owned());
        assert!(matches!(
            right().await,
            Err(AppError::Locked { seconds: 30 })
        ));
        house.toy.wait(30_000);
        assert!(matches!(wrong().await, Err(AppError::WrongPassword)));
        assert!(matches!(
            right().await,
            Err(AppError::Locked { seconds: 60 })
        ));
        house.toy.wait(60_000);
        assert!(right().await.is_ok());
        // A good sign-in forgives the bad ones.
        assert!(matches!(wrong().await, Err(AppError::WrongPassword)));
        assert!(right().await.is_ok());
    }
}

#[tokio::test]
async fn a_name_that_nobody_has_is_told_the_same_as_any_other() {
    for house in houses().await {
        house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let leaving = house
            .person("qian", Role::SchoolClerk, "河湾小学", &[])
            .await;
        house
            .app
            .disable_account(&house.admin, &leaving.account)
            .await
            .unwrap();
        let mut told: Vec<Vec<String>> = vec![Vec::new(); 3];
        for _ in 0..8 {
            for (name, told) in ["zhao", "qian", "nobody"].into_iter().zip(&mut told) {
                let answer = house.app.sign_in(name, "guess".to_owned()).await;
                told.push(answer.unwrap_err().to_string());
            }
            house.toy.wait(20_000);
        }
        assert_eq!(told[0], told[1]);
        assert_eq!(told[0], told[2]);
        assert!(told[0].contains(&"locked for 10 s".to_owned()), "{told:?}");
    }
}

#[tokio::test]
async fn sessions_end_by_idleness_by_age_and_by_being_disabled() {
    for house in houses().await {
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let sign_in = || house.app.sign_in("zhao", PASSWORD.to_owned());
        let minutes = |count: i64| house.toy.wait(count * 60_000);

        let idle = sign_in().await.unwrap();
        minutes(31);
        assert!(matches!(
            house.app.who_is_it(&idle.token).await,
            Err(AppError::SignedOut)
        ));

        let busy = sign_in().await.unwrap();
        for _ in 0..36 {
            minutes(20);
            assert!(house.app.who_is_it(&busy.token).await.is_ok());
        }
        minutes(20);
        assert!(matches!(
            house.app.who_is_it(&busy.token).await,
            Err(AppError::SignedOut)
        ));

        let known = sign_in().await.unwrap();
        assert!(matches!(
            house.app.who_is_it("guess").await,
            Err(AppError::SignedOut)
        ));
        house
            .app
            .disable_account(&house.admin, &clerk.account)
            .await
            .unwrap();
        assert!(matches!(
            house.app.who_is_it(&known.token).await,
            Err(AppError::SignedOut)
        ));
        assert!(matches!(sign_in().await, Err(AppError::WrongPassword)));
        house
            .app
            .enable_account(&house.admin, &clerk.account)
            .await
            .unwrap();
        assert!(sign_in().await.is_ok());
        // What was open before stays closed.
        assert!(matches!(
            house.app.who_is_it(&known.token).await,
            Err(AppError::SignedOut)
        ));
    }
}
