use serde_json::{Value, json};

use crate::house::{empty_house, empty_houses};

const ORGS: &str = "/api/orgs/list?name=%E5%90%8D%E5%8D%95.csv&from_day=2015-09-01";
const ACCOUNTS: &str = "/api/accounts/list?name=a.csv";

fn codes(listed: &Value) -> Vec<&str> {
    let findings = listed["findings"].as_array().unwrap().iter();
    findings.map(|own| own["code"].as_str().unwrap()).collect()
}

fn count(list: &Value) -> usize {
    list.as_array().unwrap().len()
}

#[tokio::test]
async fn a_county_is_set_up_from_two_lists() {
    for house in empty_houses().await {
        let admin = house.admin().await;
        let session = admin.get("/api/session").await.good();
        let county = session["roles"][0]["org"].as_str().unwrap();
        let dry = format!("{ORGS}&county={county}");
        let real = format!("{dry}&add=true");
        let spoiled = "乡镇,学校标识码,学校名称,上级（主校）\n河湾镇,2121000101,河湾小学,\n\
                       河湾镇,2121000101,河湾二小,\n,,东校区,没有的学校\n";
        for path in [&dry, &real] {
            let told = admin.upload(path, spoiled).await.good();
            assert_eq!(
                codes(&told)[..2],
                ["list-org-twice", "list-org-main-unknown"]
            );
            assert_eq!(told["done"], false);
            let place = told["findings"][0]["place"].as_str().unwrap();
            assert!(place.contains("名单.csv") && place.contains('3'), "{place}");
        }
        let good = spoiled.replace("2121000101,河湾二小", "2121000102,河湾二小");
        let good = good.replace("没有的学校", "2121000101");
        let would = admin.upload(&dry, good.clone()).await.good();
        assert_eq!(count(&would["added"]), 4);
        assert_eq!(count(&admin.get("/api/orgs").await.good()), 1);
        let done = admin.upload(&real, good.clone()).await.good();
        assert_eq!(done["done"], true);
        assert_eq!(done["added"], would["added"]);
        assert_eq!(count(&admin.get("/api/orgs").await.good()), 5);
        let again = admin.upload(&real, good).await.good();
        assert_eq!(
            (&again["done"], &again["known"]),
            (&json!(false), &json!(3))
        );

        let people = "姓名,账号,角色,机构\n王芳,wangfang,学校填报员,河湾小学\n\
                      李军,lijun,乡镇（学区）审核员,河湾镇\n";
        let listed = admin.upload(ACCOUNTS, people).await.good();
        assert_eq!(count(&listed["findings"]), 0);
        let accounts = listed["accounts"].clone();
        let made = admin.post("/api/accounts", accounts).await.good();
        let password = made[1]["password"].as_str().unwrap();
        let reviewer = house.come_in("lijun", password).await;
        // Whoever may reset a password sees whose it is.
        let seen = reviewer.get("/api/accounts").await.good();
        let logins = [&seen[0]["login"], &seen[1]["login"]];
        assert_eq!(
            (logins, count(&seen)),
            ([&json!("lijun"), &json!("wangfang")], 2)
        );
        let again = admin.upload(ACCOUNTS, people).await.good();
        assert_eq!(codes(&again), ["list-account-taken"; 2]);
    }
}

#[tokio::test]
async fn what_is_no_list_is_named_and_what_is_too_much_is_refused() {
    let house = empty_house().await;
    let admin = house.admin().await;
    for (bytes, code) in [
        (&b"%PDF-1.7\n"[..], "file-kind"),
        (b"", "file-empty"),
        ("姓名\n王芳\n".as_bytes(), "list-without-heads"),
    ] {
        let told = admin.upload(ACCOUNTS, bytes).await.good();
        assert!(codes(&told).contains(&code), "{told}");
        assert_eq!(told["accounts"], json!([]));
    }
    let large = admin.upload(ACCOUNTS, vec![b','; 9 << 20]).await;
    assert_eq!(large.status, 413, "{large:?}");
    let one = json!({ "login": "x", "name": "x", "role": "leader", "org": "0" });
    let many = Value::Array(vec![one; 501]);
    let many = admin.post("/api/accounts", many).await;
    assert_eq!((many.status, &*many.code()), (422, "too-many-accounts"));
}
