//! `evaluate --task retrieval`: figures on a set whose answers are known.

use crate::install::Install;

const CORPUS: &str = concat!(
    r#"{"_id": "a", "title": "Fugas", "text": "Cierre la válvula de alta presión."}"#,
    "\n",
    r#"{"_id": "b", "title": "", "text": "Cambie el aceite de la bomba cada 500 horas."}"#,
    "\n",
    r#"{"_id": "c", "text": "La válvula E-042 se abre con una llave."}"#,
    "\n",
);
const QUERIES: &str = concat!(
    r#"{"_id": "1", "text": "¿cada cuántas horas se cambia el aceite?"}"#,
    "\n",
    r#"{"_id": "2", "text": "valvulas de presion"}"#,
    "\n",
    r#"{"_id": "3", "text": "no tiene respuesta"}"#,
    "\n",
);
const QRELS: &str = "query-id\tcorpus-id\tscore\n1\tb\t1\n2\tc\t1\n3\ta\t0\n";

fn retrieval(files: [&str; 3], more: &[&str]) -> crate::install::Ended {
    let install = Install::new();
    let names = ["corpus", "queries", "qrels"];
    let paths: Vec<String> = names
        .iter()
        .zip(files)
        .map(|(name, text)| {
            let path = install.path().join(name);
            std::fs::write(&path, text).unwrap();
            path.display().to_string()
        })
        .collect();
    let flags = ["evaluate", "--task", "retrieval", "--lang", "es"].map(str::to_owned);
    let files = names.iter().zip(&paths).flat_map(|(name, path)| [format!("--{name}"), path.clone()]);
    let all: Vec<String> =
        flags.into_iter().chain(files).chain(more.iter().map(|flag| (*flag).to_owned())).collect();
    install.run(&all.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn a_retrieval_set_is_measured_by_the_index_that_answers_users() {
    let shown = retrieval([CORPUS, QUERIES, QRELS], &["--format", "json"]).ok();
    let found: serde_json::Value = serde_json::from_str(shown.trim()).unwrap();
    // Question 1 has its passage first, question 2 second; question 3 has none and does not count.
    assert_eq!(
        (&found["questions"], &found["passages"], &found["lang"]),
        (&2.into(), &3.into(), &"es".into())
    );
    assert_eq!((&found["R@1"], &found["R@5"], &found["MRR@10"]), (&0.5.into(), &1.0.into(), &0.75.into()));
    assert_eq!(found["MAP@100"], 0.75);
    let ndcg = (1.0 + 1.0 / 3_f64.log2()) / 2.0;
    assert!((found["nDCG@10"].as_f64().unwrap() - ndcg).abs() < 1e-9, "{found}");
    let shown = retrieval([CORPUS, QUERIES, QRELS], &["--errors", "5"]).ok();
    for part in
        ["nDCG@10  0.8155", "MAP@100  0.7500", "R@10     1.0000", "rank 2, after a: valvulas de presion"]
    {
        assert!(shown.contains(part), "`{part}` is missing: {shown}");
    }
}

#[test]
fn what_is_wrong_with_a_retrieval_set_is_named_with_its_line() {
    let refused = retrieval([CORPUS, "{\"text\": 1}\n", QRELS], &[]).refused(1);
    assert!(refused.contains("queries:1"), "{refused}");
    let refused = retrieval([CORPUS, QUERIES, "query-id\tcorpus-id\tscore\n1 b 1\n"], &[]).refused(1);
    assert!(refused.contains("qrels:2"), "{refused}");
    let refused = retrieval([CORPUS, QUERIES, ""], &[]).refused(1);
    assert!(refused.contains("no question"), "{refused}");
}
